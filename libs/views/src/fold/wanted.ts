import type { Fact, ShownEvent } from '#events';
import type { Row, RowOfFact } from '../rows.js';
import { headerKey } from '../rows.js';

/**
 * Current rows that must be at hand before a batch is folded: one by its key, those said in a statement, the positions
 * taken on a claim, where parties stand on it, or all that say that they come before or after something.
 */
export type Wanted =
  | { readonly by: 'key' | 'said-in' | 'positions' | 'stands'; readonly story: string; readonly key: string }
  | { readonly by: 'edges'; readonly story: string };

export const nameOfWanted = (wanted: Wanted): string =>
  wanted.by === 'edges' ? `edges of ${wanted.story}` : `${wanted.by} ${wanted.story} ${wanted.key}`;

/** What a batch does to facts of before it: that decides how far their rows lead on. */
export class BatchReach {
  private readonly mended = new Set<string>();
  private readonly takenBack = new Set<string>();
  private readonly moved = new Set<string>();
  private readonly ordered = new Set<string>();

  take({ story }: ShownEvent, fact: Fact): void {
    if (edgesOf(fact).length > 0) this.ordered.add(story);
    if (fact.type === 'FactRetracted') {
      this.takenBack.add(`${story}/${fact.data.fact}`);
      this.moved.add(story);
    }
    if (fact.type !== 'FactCorrected') return;
    this.mended.add(`${story}/${fact.data.fact}`);
    if (!mayMove(fact.data.patch)) return;
    this.moved.add(story);
    this.ordered.add(story);
  }

  /** Whether the fact is corrected in the batch. */
  isMended({ story, key }: Row): boolean {
    return this.mended.has(`${story}/${key}`);
  }

  /** Whether the fact is retracted in the batch. */
  isTakenBack({ story, key }: Row): boolean {
    return this.takenBack.has(`${story}/${key}`);
  }

  /** Whether positions of the story may be taken back, or go to other parties. */
  isMoved(story: string): boolean {
    return this.moved.has(story);
  }

  /** Whether facts of the story may change places on the axis of what was said or happened. */
  isOrdered(story: string): boolean {
    return this.ordered.has(story);
  }
}

/** Whether a correction may change who said a fact, or when. */
export const mayMove = (patch: object): boolean =>
  ['by', 'when', 'saidIn', 'published'].some((field) => field in patch);

/** The rows that an event needs, whatever stands in them. */
export function wantedBy({ story }: ShownEvent, fact: Fact, reach: BatchReach): Wanted[] {
  const named = edgesOf(fact);
  const ordered: Wanted[] = named.length === 0 ? [] : [{ by: 'edges', story }, ...keys(story, ...named)];
  switch (fact.type) {
    case 'StoryOpened':
    case 'StoryLinked':
      return [];
    case 'SourceFiled':
      return ordered;
    case 'StoryRetitled':
    case 'StorySummarised':
    case 'StoryClosed':
    case 'StoryReopened':
      return keys(story, headerKey);
    case 'EstimateIssued':
    case 'ClaimRaised':
    case 'OccurrenceReported':
      return [...keys(story, fact.data.saidIn), ...ordered];
    case 'StatementIssued':
      return [...keys(story, fact.data.saidIn, ...(fact.data.links ?? []).map(({ to }) => to)), ...ordered];
    case 'EstimateRevised':
      return [...keys(story, fact.data.revises, fact.data.saidIn), ...ordered];
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimLeftUnconfirmed': {
      const { claim, saidIn } = fact.data;
      const stands: Wanted[] = reach.isMoved(story) ? onClaim(story, claim) : [{ by: 'stands', story, key: claim }];
      return [...keys(story, claim, saidIn), ...stands, ...ordered];
    }
    case 'FactCorrected': {
      const { fact: corrected, patch } = fact.data;
      const { saidIn } = patch as { readonly saidIn?: string | null };
      const edges: Wanted[] = mayMove(patch) ? [{ by: 'edges', story }] : [];
      return [...keys(story, headerKey, corrected, saidIn ?? undefined, ...named), ...edges];
    }
    case 'FactRetracted':
      return keys(story, fact.data.fact);
  }
}

interface When {
  readonly before?: readonly string[] | null;
  readonly after?: readonly string[] | null;
}

/** The facts that the fact, or the patch of a correction, names as before or after itself. */
function edgesOf(fact: Fact): readonly string[] {
  const data = fact.type === 'FactCorrected' ? fact.data.patch : fact.data;
  const { when, published } = data as { readonly when?: When | null; readonly published?: When | null };
  return [when, published].flatMap((one) => [...(one?.before ?? []), ...(one?.after ?? [])]);
}

const keys = (story: string, ...names: readonly (string | undefined)[]): Wanted[] =>
  names.filter((key) => key !== undefined).map((key) => ({ by: 'key', story, key }));

const onClaim = (story: string, key: string): Wanted[] => [
  { by: 'key', story, key },
  { by: 'positions', story, key },
  { by: 'stands', story, key },
];

/** The rows that a row, once at hand, leads on to. */
export function wantedBehind(row: Row, reach: BatchReach): Wanted[] {
  const { story, key } = row;
  switch (row.kind) {
    case 'estimate': {
      // Not the whole chain: each revision would read all the ones before.
      const { revises, retractedBy } = row.doc;
      const isBehind = reach.isTakenBack(row) || retractedBy !== undefined;
      return [...keys(story, row.doc.data.saidIn, isBehind ? revises : undefined), ...namedBy(row, reach)];
    }
    case 'statement': {
      const within: Wanted[] = reach.isMoved(story) ? [{ by: 'said-in', story, key }] : [];
      return [...keys(story, row.doc.data.saidIn), ...within, ...namedBy(row, reach)];
    }
    case 'position': {
      const { claim, saidIn } = row.doc.data;
      return [...keys(story, saidIn), ...(reach.isMoved(story) ? onClaim(story, claim) : []), ...namedBy(row, reach)];
    }
    case 'claim': {
      const stands = reach.isMended(row) ? onClaim(story, key) : [];
      return [...keys(story, row.doc.data.saidIn), ...stands, ...namedBy(row, reach)];
    }
    case 'occurrence':
      return [...keys(story, row.doc.data.saidIn), ...namedBy(row, reach)];
    case 'source':
      return namedBy(row, reach);
    case 'header':
    case 'story':
    case 'title':
    case 'summary':
    case 'link':
    case 'closing':
    case 'reopening':
    case 'stand':
    case 'correction':
    case 'retraction':
      return [];
  }
}

function namedBy(row: RowOfFact, reach: BatchReach): Wanted[] {
  return reach.isOrdered(row.story) ? keys(row.story, ...namedIn(row)) : [];
}

/** The facts that the row names as before or after itself. */
export function namedIn({ doc: { data } }: RowOfFact): string[] {
  const when = 'when' in data ? data.when : 'published' in data ? data.published : undefined;
  return [...(when?.before ?? []), ...(when?.after ?? [])];
}
