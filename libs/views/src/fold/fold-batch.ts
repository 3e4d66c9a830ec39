import type { Fact, ShownEvent } from '#events';
import type { PlacedChange } from '../changes.js';
import type { Row } from '../rows.js';
import { foldEvent } from './fold-event.js';
import { placeChange } from './place-change.js';
import { RowDraft } from './row-draft.js';
import { factOf, UnprojectableError } from './unprojectable.js';
import { BatchReach, nameOfWanted, wantedBehind, wantedBy } from './wanted.js';
import type { Wanted } from './wanted.js';

/** Reads current rows; the answer leaves out those that are not there. */
export type ReadRows = (wanted: readonly Wanted[]) => Promise<readonly Row[]>;

export interface FoldedBatch {
  readonly events: readonly ShownEvent[];
  readonly rows: RowDraft;
  /** Of each event, in the same order. */
  readonly changes: readonly PlacedChange[];
}

/** Folds events, in order, into row changes. Reads only the rows that the events name. */
export async function foldBatch(events: readonly ShownEvent[], readRows: ReadRows): Promise<FoldedBatch> {
  const facts = events.map(factOf);
  const rows = await gatherRows(events, facts, readRows);
  const changes = events.map((event, at) =>
    attempt(event, () => {
      const change = foldEvent(event, facts[at] as Fact, rows);
      return { ...placeChange(event, facts[at] as Fact, change, rows), change };
    }),
  );
  return { events, rows, changes };
}

async function gatherRows(
  events: readonly ShownEvent[],
  facts: readonly Fact[],
  readRows: ReadRows,
): Promise<RowDraft> {
  const rows = new RowDraft();
  const reach = new BatchReach();
  for (const [at, event] of events.entries()) attempt(event, () => reach.take(event, facts[at] as Fact));
  // What the batch itself introduces need not be read.
  const introduced = new Set(events.map(({ story, id }) => `${story}/${id}`));
  const asked = new Set<string>();
  const isMissing = (one: Wanted) => {
    if (one.by !== 'edges' && introduced.has(`${one.story}/${one.key}`)) return false;
    if (one.by === 'key' && rows.knows(one.story, one.key)) return false;
    return asked.size !== asked.add(nameOfWanted(one)).size;
  };
  const wants = events.map((event, at) => attempt(event, () => wantedBy(event, facts[at] as Fact, reach)));
  let missing = wants.flat().filter(isMissing);
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

/** What goes wrong with the data of one event is told as of that event. */
function attempt<T>(event: ShownEvent, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UnprojectableError(event, 'unfoldable', `cannot be folded: ${(error as Error).message}`);
  }
}
