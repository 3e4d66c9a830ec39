import type pg from 'pg';
import { inTransaction } from '#postgres';
import type { ShownEvent } from '#events';
import { foldAround } from '../fold/fold-around.js';
import { eventColumns, eventOf } from '../follow/read-followed.js';
import type { EventRow } from '../follow/read-followed.js';
import { isOfData } from '../is-of-data.js';
import type { ParkedStories, ParkedStory } from '../parked-story.js';
import { readRows } from '../read-rows.js';
import { writeRows } from '../write-batch.js';
import type { Written } from '../write-batch.js';
import { findUnwritable } from './find-unwritable.js';
import { readParked } from './read-generations.js';
import { settleHead } from './settle-head.js';

const mostEvents = 2_000;

/**
 * Folds a parked story again, from where it was parked to the head of the log, in the slot of the pool. Answers where it
 * is parked now; undefined where it is not any more. Batches of the projector wait meanwhile.
 */
export async function healStory(pool: pg.Pool, story: string): Promise<ParkedStory | undefined> {
  for (;;) {
    const step = await healSome(pool, story);
    if (step !== 'more') return step;
  }
}

function healSome(pool: pg.Pool, story: string): Promise<ParkedStory | undefined | 'more'> {
  return inTransaction(pool, async (client) => {
    await client.query(`select lock_log()`);
    const parked = (await readParked(client)).get(story);
    if (parked === undefined) return undefined;
    const events = await readFrom(client, story, parked.position);
    await client.query('savepoint healed');
    try {
      return await foldAgain(client, parked, events);
    } catch (error) {
      if (!isOfData(error)) throw error;
      await client.query('rollback to savepoint healed');
      const [found] = await findUnwritable(client, events, { parked: new Map(), put: replace });
      if (found === undefined) throw error;
      return foldAgain(client, parked, events, found);
    }
  });
}

/** `unwritable`: where it can be folded, and not be written. */
async function foldAgain(
  client: pg.PoolClient,
  parked: ParkedStory,
  events: readonly ShownEvent[],
  unwritable?: ParkedStory,
): Promise<ParkedStory | undefined | 'more'> {
  const { story, position } = parked;
  const before: ParkedStories = new Map(unwritable === undefined ? [] : [[story, unwritable]]);
  const folded = await foldAround(events, (wanted) => readRows(client, wanted), before);
  const still = unwritable ?? folded.parked[0];
  const flowing = events.filter((event) => event.position < (still?.position ?? Infinity));
  const last = flowing.at(-1);
  if (last === undefined) {
    if (still === undefined) return undefined;
    const values = [story, position, still.event, still.reason, still.detail];
    await client.query(
      `update parked set event = $3::bigint, reason = $4::text, detail = $5::text
       where story = $1::text and position = $2::bigint`,
      values,
    );
    return still;
  }
  // Those that stay parked keep the changes that say so.
  const changes = folded.changes.slice(0, flowing.length);
  await replace(client, { ...folded, events: flowing, changes, parked: still === undefined ? [] : [still] });
  const { rows } = await client.query<{ head: number; more: number | null }>(
    `select (select max(position) from log) as head,
       (select position from log where story = $1::text and position > $2::bigint order by position limit 1) as more`,
    [story, last.position],
  );
  const { head = 0, more = null } = rows[0] ?? {};
  if (still === undefined && more !== null) {
    await client.query(`update parked set position = $3::bigint where story = $1::text and position = $2::bigint`, [
      story,
      position,
      more,
    ]);
    return 'more';
  }
  await client.query(
    `update parked set healed = $3::bigint where story = $1::text and position = $2::bigint and healed is null`,
    [story, position, head],
  );
  await settleHead(client, story, head);
  await client.query(`select pg_notify(current_schema() || '.generations', $1::text)`, [story]);
  return still;
}

/** Writes what is folded in place of the changes that said that it could not be. */
async function replace(client: pg.PoolClient, written: Written): Promise<void> {
  const positions = written.events.map(({ position }) => position);
  await client.query(`delete from change where position = any($1::bigint[])`, [positions]);
  await writeRows(client, written);
}

async function readFrom(client: pg.PoolClient, story: string, position: number): Promise<readonly ShownEvent[]> {
  const { rows } = await client.query<EventRow>({
    text: `select ${eventColumns} from log l where l.story = $1::text and l.position >= $2::bigint
      and l.commit <= coalesce((select commit from log
        where story = $1::text and position >= $2::bigint order by position offset ${mostEvents} limit 1), l.commit)
      order by l.position`,
    values: [story, position],
    rowMode: 'array',
  });
  return rows.map(eventOf);
}
