import type { StoryDocument } from '#views';

export type Figure = StoryDocument['estimates'][number];
export type Claim = StoryDocument['claims'][number];
export type Statement = StoryDocument['statements'][number];
export type Position = StoryDocument['positions'][number];
export type Source = StoryDocument['sources'][number];

/** A fact that somebody said, or that happened, as the timeline and the parties' statements have it. */
export type ToldFact =
  | (Figure & { readonly kind: 'estimate' })
  | (Statement & { readonly kind: 'statement' })
  | (Claim & { readonly kind: 'claim' })
  | (Position & { readonly kind: 'position' })
  | (StoryDocument['occurrences'][number] & { readonly kind: 'occurrence' });

/** A fact with those that were said in it. */
export type ToldEntry = ToldFact & { readonly facts: readonly ToldFact[] };

/** What a claim says, by its id; the id where that is not known. */
export type PropositionOf = (claim: string) => string;

export const propositionsOf = (claims: readonly Claim[]): PropositionOf => {
  const known = new Map(claims.map(({ id, data }) => [id, data.proposition]));
  return (id) => known.get(id) ?? id;
};
