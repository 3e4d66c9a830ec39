import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { inTransaction } from '#postgres';
import { StoppingError } from '#errors';
import { readPlace } from '../write-batch.js';
import type { BuildReport } from './build-report.js';
import { clearSlot } from './clear-slot.js';
import { fillGeneration } from './fill-generation.js';
import { catchUp, foldLongStories, joinLive } from './fold-onward.js';
import { indexSlot } from './index-slot.js';
import { takeOver } from './take-over.js';
import { holdGenerations, readGenerations } from './read-generations.js';
import type { Generation } from './read-generations.js';
import { foldedViews, otherSlot, viewsDefinition } from './slot.js';
import type { FoldedView, Slot } from './slot.js';
import type { StorySource } from './story-source.js';

export interface BuildPlace {
  readonly poolOf: (slot: Slot) => pg.Pool;
  readonly source: StorySource;
  /** Of how many events on a story is folded event by event, and not whole. */
  readonly longStory?: number;
  /** What this code folds events into. */
  readonly definition?: number;
  /** What is folded anew; the rest is taken from the generation that is shown. */
  readonly only?: readonly FoldedView[];
}

/**
 * Folds a new generation beside the one that is shown, up to where the projector feeds it. One that was begun of the same
 * source, by the same definition, and never shown, is gone on with. Whoever calls leads the building.
 */
export async function buildGeneration(asked: BuildPlace, report: BuildReport): Promise<Generation> {
  const { poolOf, source, longStory } = asked;
  const begun = await begin(asked, report);
  // Broken off while it was compared: it has been fed since.
  if (begun.fedFrom !== undefined) return begun;
  const pool = poolOf(begun.slot);
  const now = async () => {
    const generation = (await readGenerations(pool)).find(({ number }) => number === begun.number);
    if (generation === undefined) throw new StoppingError('The generation that is built was dropped meanwhile.');
    return generation;
  };
  if (!begun.isIndexed) {
    await fillGeneration(pool, source, begun, report, longStory);
    await takeOver(pool, begun);
    await indexSlot(pool, begun.number, report);
  }
  await foldLongStories(pool, source, await now(), report);
  const readHead = async () => (await readPlace(pool)).position;
  const place = await catchUp(pool, await now(), readHead, report);
  await joinLive(pool, begun, place);
  return now();
}

async function begin(
  { poolOf, source: { name }, definition = viewsDefinition, only = foldedViews }: BuildPlace,
  report: BuildReport,
): Promise<Generation> {
  await holdGenerations(poolOf('blue'));
  const generations = await readGenerations(poolOf('blue'));
  const shown = generations.find(({ isShown }) => isShown);
  if (shown === undefined) throw new StoppingError('No generation of the views is shown: run "newsledger migrate".');
  const slot = otherSlot(shown.slot);
  const other = generations.find((one) => one.slot === slot);
  // What was read from Kafka is not there any more.
  const canGoOn = other?.wasShown === false && other.definition === definition && name !== 'kafka';
  const isSame = other?.source === name && [...other.folded].sort().join() === [...only].sort().join();
  if (other !== undefined && canGoOn && isSame) return other;
  const pool = poolOf(slot);
  if (other !== undefined) await dropGeneration(pool, other, report);
  else await clearSlot(pool);
  await pool.query(
    `insert into generation (slot, definition, source, folded, filled_to)
     select $1::text, $2::integer, $3::text, $4::text[], coalesce((select position from log order by position desc limit 1), 0)`,
    [slot, definition, name, [...only].sort()],
  );
  const begun = (await readGenerations(pool)).find((one) => one.slot === slot);
  if (begun === undefined) throw new Error('the generation that was begun is not there');
  return begun;
}

/** Longer than a reader takes for what it still shows of it. */
const leaveMs = 15_000;

/** Ends the feeding of a generation that is not shown, and empties its slot. The pool is of that slot. */
export async function dropGeneration(
  pool: pg.Pool,
  { number }: Generation,
  { onProgress, signal }: Partial<BuildReport> = {},
): Promise<void> {
  const ms = await leftToLeave(pool, number);
  if (ms > 0) onProgress?.({ phase: 'leaving', done: 0, total: Math.ceil(ms / 1_000) });
  await delay(ms, undefined, signal === undefined ? {} : { signal });
  await endFeeding(pool, number);
  await clearSlot(pool);
}

/** Ends the feeding of a generation that is not shown. Its rows stay until the slot serves another one. */
export async function endFeeding(pool: pg.Pool, number: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`select lock_log()`);
    const { rowCount } = await client.query(
      `update generation set fed_from = null, dropped_at = clock_timestamp()
       where number = $1::integer and dropped_at is null and not exists (select from shown where generation = number)`,
      [number],
    );
    if (rowCount === 0) throw new StoppingError(`Generation ${number} is shown, or not there any more.`);
  });
}

async function leftToLeave(pool: pg.Pool, number: number): Promise<number> {
  const { rows } = await pool.query<{ ms: number }>(
    `select greatest(0, coalesce($2::double precision - extract(epoch from clock_timestamp() - left_at) * 1000, 0))::integer as ms
     from generation where number = $1::integer`,
    [number, leaveMs],
  );
  return rows[0]?.ms ?? 0;
}
