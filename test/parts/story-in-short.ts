import type { StoryDocument } from '#views';
import type { NaiveRow } from '../soak/naive-fold.js';

/** What a story's document says, in words that the naive fold has too. */
export interface StoryInShort {
  readonly header: object;
  readonly counts: object;
  readonly estimates: readonly string[];
  readonly stands: readonly string[];
  readonly timeline: readonly object[];
}

const kindsOf = {
  estimates: 'estimate',
  statements: 'statement',
  claims: 'claim',
  positions: 'position',
  occurrences: 'occurrence',
  sources: 'source',
  links: 'link',
  corrections: 'correction',
  retractions: 'retraction',
} as const;

const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();

/** What the naive fold had of a story at a position. */
export const heldAt = (rows: readonly NaiveRow[], story: string, at: number): NaiveRow[] =>
  rows.filter((row) => row.story === story && row.since <= at && (row.until === null || row.until > at));

export function documentInShort({ counts, claims, estimates, timeline, ...said }: StoryDocument): StoryInShort {
  const { title, status, lead, keyFacts } = said;
  const stands = claims.flatMap(({ id, stands: all }) =>
    all.map(({ party, stance, position }) => [id, party.id ?? party.name, stance, position]),
  );
  return {
    header: { title, status, lead, keyFacts },
    counts,
    estimates: sorted(estimates.map(({ id, status }) => [id, status])),
    stands: sorted(stands),
    timeline,
  };
}

export function rowsInShort(rows: readonly NaiveRow[]): StoryInShort {
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  const { title, status, lead, keyFacts } = of('header')[0]?.doc ?? {};
  const stands = of('stand').map(({ doc }) => {
    const party = doc['party'] as { readonly id?: string; readonly name: string };
    return [doc['claim'], party.id ?? party.name, doc['stance'], doc['fact']];
  });
  const dated = rows.flatMap(({ kind, key, doc }) => {
    const order = doc['order'] as { readonly key: string } | undefined;
    const isShown = order !== undefined && order.key < '~' && kind !== 'source';
    return isShown ? [{ id: key, kind, place: order.key, position: doc['position'] as number }] : [];
  });
  dated.sort((one, other) =>
    one.place === other.place ? other.position - one.position : one.place < other.place ? 1 : -1,
  );
  return {
    header: { title, status, lead, keyFacts },
    counts: Object.fromEntries(Object.entries(kindsOf).map(([name, kind]) => [name, of(kind).length])),
    estimates: sorted(of('estimate').map(({ key, doc }) => [key, doc['status']])),
    stands: sorted(stands),
    timeline: dated.slice(0, 20).map(({ id, kind }) => ({ id, kind })),
  };
}
