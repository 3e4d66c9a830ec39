import type pg from 'pg';
import type { StoredEvent } from '#events';
import { openPool, schemaName } from '#postgres';
import {
  buildGeneration,
  compareGenerations,
  foldAround,
  inSlot,
  logSource,
  otherSlot,
  readGenerations,
  readParked,
  readRows,
  viewsSchema,
  writeBatches,
} from '#views';
import type { Comparison, FoldedView, Generation, Slot } from '#views';
import { recordedBatches } from '../../libs/views/src/stored-examples.js';
import { makeDatabase, prefix } from './make-database.js';
import { storyOfLength } from './story-of-length.js';

const schema = schemaName(prefix, viewsSchema);
export const quiet = { onProgress: () => undefined };

/** Views of a test's own, in both slots. */
export interface Views {
  readonly database: { readonly url: string; readonly schema: string; readonly applicationName: string };
  readonly open: (slot: Slot) => pg.Pool;
  readonly poolOf: (slot: Slot) => pg.Pool;
  readonly close: () => Promise<unknown>;
}

export async function makeViews(postgresUrl: string): Promise<Views> {
  return viewsIn((await makeDatabase(postgresUrl)).owner);
}

export function viewsIn(url: string): Views {
  const database = { url, schema, applicationName: 'test' };
  const open = (slot: Slot) => openPool({ ...inSlot(database, slot), max: 4 });
  const pools = { blue: open('blue'), green: open('green') };
  return {
    database,
    open,
    poolOf: (slot) => pools[slot],
    close: () => Promise.all([pools.blue.end(), pools.green.end()]),
  };
}

export interface BuildAsked {
  readonly longStory?: number;
  readonly definition?: number;
  readonly only?: readonly FoldedView[];
}

export const build = ({ poolOf }: Views, asked: BuildAsked = {}): Promise<Generation> =>
  buildGeneration({ poolOf, source: logSource(poolOf('blue')), ...asked }, quiet);

/** What is shown and what was built, as both stand now, or for whom transacts. */
export async function compare(
  { poolOf }: Views,
  built: Generation,
  db: pg.Pool | pg.ClientBase = poolOf('blue'),
): Promise<Comparison> {
  const { rows } = await db.query<{ head: number }>(`select max(position) as head from log`);
  const slots = { shown: otherSlot(built.slot), built: built.slot };
  return compareGenerations(db, schema, slots, rows[0]?.head ?? 0, quiet);
}

/** Feeds all generations that are fed, as the projector does. */
export async function feed({ poolOf }: Views, batch: readonly StoredEvent[]): Promise<void> {
  const fed = (await readGenerations(poolOf('blue'))).filter(({ fedFrom }) => fedFrom !== undefined);
  const written = await Promise.all(
    fed.map(async ({ slot }) => {
      const pool = poolOf(slot);
      return { slot, ...(await foldAround(batch, (wanted) => readRows(pool, wanted), await readParked(pool))) };
    }),
  );
  await writeBatches(poolOf('blue'), schema, 'epoch', written);
}

/** Stories of so many events each, in turns, in batches. */
export function storiesOf(counts: readonly number[]): StoredEvent[][] {
  const stories = counts.map((count, at) => storyOfLength(`story-${at}`, count));
  const turns = stories.flatMap((sent) => sent.map((one, turn) => ({ one, turn })));
  turns.sort((one, other) => one.turn - other.turn);
  const sent = turns.map(({ one }) => one);
  return recordedBatches(
    Array.from({ length: Math.ceil(sent.length / 50) }, (_, at) => sent.slice(at * 50, at * 50 + 50)),
  );
}
