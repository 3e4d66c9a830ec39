import type pg from 'pg';
import { inTransaction } from '#postgres';
import { standIn } from '../write-batch.js';
import type { BuildReport } from './build-report.js';
import { dropGeneration } from './build-generation.js';
import { foldInto, wholeCommits } from './fold-onward.js';
import { readGenerations } from './read-generations.js';
import { settleHead } from './settle-head.js';
import type { Slot } from './slot.js';
import { logSource } from './story-source.js';

export interface CutPlace {
  /** The schema of the views. */
  readonly schema: string;
  readonly poolOf: (slot: Slot) => pg.Pool;
}

/** What is cut: all behind a position, and the history that goes on there. */
export interface Cut {
  readonly after: number;
  readonly epoch: string;
}

/**
 * Takes everything behind a position out of the views, which are of another history from there on: the events from the log, and
 * the stories that they changed, which are folded anew as far as they stay. One transaction, so that readers see the
 * one history or the other. Whoever calls leads the projecting and the building. Answers how many stories were folded.
 */
export async function cutViews(place: CutPlace, cut: Cut, report: BuildReport): Promise<number> {
  const { schema, poolOf } = place;
  const { epoch } = cut;
  // What is being built was begun from what is cut.
  for (const one of await readGenerations(poolOf('blue'))) {
    if (one.fedFrom === undefined) await dropGeneration(poolOf(one.slot), one);
  }
  const fed = (await readGenerations(poolOf('blue'))).map(({ slot }) => slot);
  return inTransaction(poolOf('blue'), async (client) => {
    await client.query(`select lock_log()`);
    const after = await endOfCommit(client, cut.after);
    const { rows } = await client.query<{ story: string }>(
      `select distinct story from log where position > $1::bigint order by story`,
      [after],
    );
    await client.query(`delete from log where position > $1::bigint`, [after]);
    for (const slot of fed) {
      await standIn(client, schema, slot);
      await forget(client, after);
      for (const [done, { story }] of rows.entries()) {
        report.signal?.throwIfAborted();
        report.onProgress({ phase: 'cutting', done, total: rows.length });
        await foldAnew(client, poolOf(slot), story, after);
      }
    }
    await client.query(`update shown set position = least(position, $1::bigint)`, [after]);
    await client.query(
      `update generation set filled_to = least(filled_to, $1::bigint), fed_from = least(fed_from, $1::bigint + 1)
       where dropped_at is null`,
      [after],
    );
    await client.query(`update origin set epoch = $1::text`, [epoch]);
    // Readers hear of both: of where the log ends now, and that what they keep is of before.
    await client.query(`select pg_notify($1::text || '.log', $2::text), pg_notify($1::text || '.generations', 'cut')`, [
      schema,
      String(after),
    ]);
    return rows.length;
  });
}

/** Readers never see half of a publish. */
async function endOfCommit(client: pg.PoolClient, at: number): Promise<number> {
  const { rows } = await client.query<{ position: number }>(
    `select position from log where position <= $1::bigint and position = commit order by position desc limit 1`,
    [at],
  );
  return rows[0]?.position ?? 0;
}

/** What is known of stories that the cut does not change depends on where the log ends. */
async function forget(client: pg.PoolClient, after: number): Promise<void> {
  await client.query(`delete from story_head where changed > $1::bigint - 1000`, [after]);
  // What cannot be folded stays known: to find it out again needs what this transaction locks.
  await client.query(`delete from parked where position > $1::bigint`, [after]);
  await client.query(`update parked set healed = $1::bigint where healed > $1::bigint`, [after]);
}

const tables = ['view_row', 'change', 'said_by', 'story_head'];

async function foldAnew(client: pg.PoolClient, pool: pg.Pool, story: string, to: number): Promise<void> {
  for (const table of tables) await client.query(`delete from ${table} where story = $1::text`, [story]);
  const source = logSource(pool);
  for (let position = 0; ;) {
    const page = await source.page({ story, position, version: 0 }, to);
    const events = wholeCommits(page.filter((event) => event.story === story));
    const last = events.at(-1);
    if (last === undefined) break;
    await foldInto(client, events);
    position = last.position;
  }
  await settleHead(client, story, to);
}
