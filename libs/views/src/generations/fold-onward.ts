import type pg from 'pg';
import { inTransaction } from '#postgres';
import type { ShownEvent } from '#events';
import { foldAround } from '../fold/fold-around.js';
import type { ReadRows } from '../fold/fold-batch.js';
import type { ParkedStory } from '../parked-story.js';
import { readRows } from '../read-rows.js';
import { writeRows } from '../write-batch.js';
import { isOfData } from '../is-of-data.js';
import { findUnwritable } from './find-unwritable.js';
import { holdGenerations, readParked } from './read-generations.js';
import type { Generation } from './read-generations.js';
import { foldedViews } from './slot.js';
import type { FoldedView } from './slot.js';
import { readSpan } from './story-source.js';
import type { StoryPlace, StorySource } from './story-source.js';
import type { BuildReport } from './build-report.js';

/** How near to the head of the log a generation must be to be folded to it while the projector waits. */
const nearEnough = 200;

/** Folds the stories that were left out for their length, each as far as the generation is filled. */
export async function foldLongStories(
  pool: pg.Pool,
  source: StorySource,
  { number, longStories, filledTo, folded: only }: Generation,
  report: BuildReport,
): Promise<void> {
  for (const [done, story] of longStories.entries()) {
    const { rows } = await pool.query<{ position: number; version: number }>(
      `select l.position, l.version from log l where l.position = ${placeOf(only)}`,
      [story],
    );
    let place: StoryPlace = { story, position: 0, version: 0, ...rows[0] };
    for (;;) {
      report.signal?.throwIfAborted();
      report.onProgress({ phase: 'long stories', done, total: longStories.length });
      const page = await source.page(place, filledTo);
      const events = wholeCommits(page.filter((event) => event.story === story));
      const last = events.at(-1);
      if (last === undefined) break;
      await inTransaction(pool, async (client) => {
        await holdGenerations(client);
        await foldInto(client, events, only);
      });
      place = last;
    }
    await pool.query(
      `update generation set long_stories = array_remove(long_stories, $2::text) where number = $1::integer`,
      [number, story],
    );
  }
}

/** Folds the log on from where the generation is filled to, until it is near the head. */
export async function catchUp(
  pool: pg.Pool,
  generation: Generation,
  readHead: () => Promise<number>,
  report: BuildReport,
): Promise<number> {
  let place = generation.filledTo;
  await settleHeads(pool, place);
  for (;;) {
    report.signal?.throwIfAborted();
    const head = await readHead();
    report.onProgress({ phase: 'catching up', done: place, total: head });
    if (head - place <= nearEnough) return place;
    const events = wholeCommits(await readSpan(pool, place, head));
    const last = events.at(-1)?.position ?? place;
    await inTransaction(pool, async (client) => {
      await foldInto(client, events);
      await client.query(`update generation set filled_to = $2::bigint where number = $1::integer`, [
        generation.number,
        last,
      ]);
    });
    place = last;
  }
}

/** Folds the rest while the projector waits, and has it feed the generation from there on. Answers the head. */
export async function joinLive(pool: pg.Pool, { number }: Generation, place: number): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query(`select lock_log()`);
    const { rows } = await client.query<{ head: number }>(`select coalesce(max(position), 0) as head from log`);
    const head = rows[0]?.head ?? 0;
    for (let at = place; at < head;) {
      const events = wholeCommits(await readSpan(pool, at, head));
      await foldInto(client, events);
      at = events.at(-1)?.position ?? head;
    }
    await client.query(
      `update generation set filled_to = $2::bigint, fed_from = $2::bigint + 1 where number = $1::integer`,
      [number, head],
    );
    return head;
  });
}

/** How far a story is folded, told by what is folded of it: each event leaves a change and a row. */
function placeOf(only: readonly FoldedView[]): string {
  if (only.includes('changes')) return `(select max(position) from change where story = $1::text)`;
  if (only.includes('rows')) return `(select max(lower(known)) from view_row where story = $1::text)`;
  // Not every event has a voice: some are folded again, and their voices are there.
  return `(select max(position) from said_by where story = $1::text)`;
}

/** The head of each story that rests as of a position. */
async function settleHeads(pool: pg.Pool, at: number): Promise<void> {
  await pool.query({
    text: `insert into story_head (story, version, changed, status)
      select l.story, l.version, l.position, r.doc ->> 'status'
      from (select story, max(position) as position from log where position <= $1::bigint group by story) s
      join log l on l.position = s.position
      join view_row r on r.story = l.story and r.kind = 'header' and r.key = '*' and upper_inf(r.known)
      where l.position <= $1::bigint - 1000
      on conflict (story) do update set version = excluded.version, changed = excluded.changed, status = excluded.status`,
    values: [at],
  });
}

/**
 * Folds whole commits into the slot, within the transaction of the client. Rows that are not folded anew are there already, as
 * they came to be later: they are read as they stood before.
 */
export async function foldInto(
  client: pg.PoolClient,
  events: readonly ShownEvent[],
  only: readonly FoldedView[] = foldedViews,
): Promise<void> {
  const first = events[0]?.position;
  const last = events.at(-1)?.position;
  if (first === undefined || last === undefined) return;
  const before = await readParked(client);
  const read: ReadRows = (wanted) => readRows(client, wanted, only.includes('rows') ? undefined : first - 1);
  let unwritable: readonly ParkedStory[] = [];
  for (;;) {
    const parked = new Map([...before, ...unwritable.map((one) => [one.story, one] as const)]);
    const folded = await foldAround(events, read, parked);
    await client.query('savepoint folded');
    try {
      await writeRows(client, { ...folded, parked: [...unwritable, ...folded.parked], only }, [first, last]);
      return;
    } catch (error) {
      if (!isOfData(error) || unwritable.length > 0) throw error;
      await client.query('rollback to savepoint folded');
      unwritable = await findUnwritable(client, events, { parked: before, read });
      if (unwritable.length === 0) throw error;
    }
  }
}

export function wholeCommits(events: readonly ShownEvent[]): readonly ShownEvent[] {
  return events.slice(0, events.findLastIndex(({ position, commit }) => position === commit) + 1);
}
