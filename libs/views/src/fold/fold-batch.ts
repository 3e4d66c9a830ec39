import { readFact } from '#events';
import type { Fact, StoredEvent } from '#events';
import type { PlacedChange } from '../changes.js';
import type { Row } from '../rows.js';
import { foldEvent } from './fold-event.js';
import { placeChange } from './place-change.js';
import { RowDraft } from './row-draft.js';
import { BatchReach, nameOfWanted, wantedBehind, wantedBy } from './wanted.js';
import type { Wanted } from './wanted.js';

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

/** Reads current rows; the answer leaves out those that are not there. */
export type ReadRows = (wanted: readonly Wanted[]) => Promise<readonly Row[]>;

export interface FoldedBatch {
  readonly events: readonly StoredEvent[];
  readonly rows: RowDraft;
  readonly changes: readonly PlacedChange[];
}

/** Folds events, in order, into row changes. Reads only the rows that the events name. */
export async function foldBatch(events: readonly StoredEvent[], readRows: ReadRows): Promise<FoldedBatch> {
  const facts = events.map(factOf);
  const rows = await gatherRows(events, facts, readRows);
  const changes = events.map((event, at) => {
    try {
      const change = foldEvent(event, facts[at] as Fact, rows);
      return { ...placeChange(event, facts[at] as Fact, change, rows), change };
    } catch (error) {
      throw new UnprojectableError(event, `cannot be folded: ${(error as Error).message}`);
    }
  });
  return { events, rows, changes };
}

async function gatherRows(
  events: readonly StoredEvent[],
  facts: readonly Fact[],
  readRows: ReadRows,
): Promise<RowDraft> {
  const rows = new RowDraft();
  const reach = new BatchReach(events, facts);
  // What the batch itself introduces need not be read.
  const introduced = new Set(events.map(({ story, id }) => `${story}/${id}`));
  const asked = new Set<string>();
  const isMissing = (one: Wanted) => {
    if (one.by !== 'edges' && introduced.has(`${one.story}/${one.key}`)) return false;
    if (one.by === 'key' && rows.knows(one.story, one.key)) return false;
    return asked.size !== asked.add(nameOfWanted(one)).size;
  };
  let missing = events.flatMap((event, at) => wantedBy(event, facts[at] as Fact, reach)).filter(isMissing);
  while (missing.length > 0) {
    const found = await readRows(missing);
    const news = found.filter(({ story, key }) => !rows.knows(story, key));
    for (const row of news) rows.load(row.story, row.key, row);
    for (const one of missing)
      if (one.by === 'key' && !rows.knows(one.story, one.key)) rows.load(one.story, one.key, undefined);
    missing = news.flatMap((row) => wantedBehind(row, reach)).filter(isMissing);
  }
  return rows;
}

function factOf(event: StoredEvent): Fact {
  const fact = readFact(event);
  if (fact !== undefined) return fact;
  throw new UnprojectableError(event, `has schema version ${event.schemaVersion}, and is not known to this version`);
}
