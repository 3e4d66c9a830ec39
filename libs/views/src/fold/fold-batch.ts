import { readFact } from '#events';
import type { Fact, StoredEvent } from '#events';
import type { Change, Row } from '../rows.js';
import { factsBehind, factsNeeded, foldEvent } from './fold-event.js';
import { RowDraft } from './row-draft.js';

/** An event that this version of the projector cannot fold. Nothing behind it may be shown before it can. */
export class UnprojectableError extends Error {
  override readonly name = 'UnprojectableError';

  constructor(
    readonly event: StoredEvent,
    why: string,
  ) {
    super(`the event at position ${event.position} (${event.type}, id ${event.id} of ${event.story}) ${why}`);
  }
}

/** Reads the current rows of facts; the answer leaves out those that are not there. */
export type ReadRows = (facts: readonly { readonly story: string; readonly key: string }[]) => Promise<readonly Row[]>;

export interface FoldedBatch {
  readonly events: readonly StoredEvent[];
  readonly rows: RowDraft;
  readonly changes: readonly Change[];
}

/** Folds events, in order, into row changes. Reads only the rows that the events name. */
export async function foldBatch(events: readonly StoredEvent[], readRows: ReadRows): Promise<FoldedBatch> {
  const facts = events.map(factOf);
  const rows = new RowDraft();
  // What the batch itself introduces need not be read.
  const introduced = new Set(events.map(({ story, id }) => `${story}/${id}`));
  const takenBack = new Set(
    events.flatMap(({ story }, at) => {
      const fact = facts[at];
      return fact?.type === 'FactRetracted' ? [`${story}/${fact.data.fact}`] : [];
    }),
  );
  let wanted: { readonly story: string; readonly key: string }[] = events.flatMap(({ story }, at) =>
    factsNeeded(facts[at] as Fact)
      .filter((key) => !introduced.has(`${story}/${key}`))
      .map((key) => ({ story, key })),
  );
  while (wanted.length > 0) {
    const missing = wanted.filter(({ story, key }) => !rows.knows(story, key));
    const found = missing.length === 0 ? [] : await readRows(missing);
    for (const row of found) rows.load(row.story, row.key, row);
    for (const { story, key } of missing) if (!rows.knows(story, key)) rows.load(story, key, undefined);
    wanted = found.flatMap((row) =>
      factsBehind(row, takenBack.has(`${row.story}/${row.key}`))
        .filter((key) => !rows.knows(row.story, key))
        .map((key) => ({ story: row.story, key })),
    );
  }
  const changes = events.map((event, at) => {
    try {
      return foldEvent(event, facts[at] as Fact, rows);
    } catch (error) {
      throw new UnprojectableError(event, `cannot be folded: ${(error as Error).message}`);
    }
  });
  return { events, rows, changes };
}

function factOf(event: StoredEvent): Fact {
  const fact = readFact(event);
  if (fact !== undefined) return fact;
  throw new UnprojectableError(event, `has schema version ${event.schemaVersion}, and is not known to this version`);
}
