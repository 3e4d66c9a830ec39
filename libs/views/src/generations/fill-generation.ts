import type pg from 'pg';
import { inTransaction } from '#postgres';
import { foldAround } from '../fold/fold-around.js';
import type { FoldedAround } from '../fold/fold-around.js';
import { copyLines, copyLinesOf, joinLines } from './copy-rows.js';
import type { CopyLines } from './copy-rows.js';
import type { BuildReport } from './build-report.js';
import { isOfData } from '../is-of-data.js';
import { findUnwritable } from './find-unwritable.js';
import type { Generation } from './read-generations.js';
import type { FoldedView } from './slot.js';
import type { StorySource } from './story-source.js';
import { readWholeStories } from './whole-stories.js';
import type { WholeStories } from './whole-stories.js';
import type { ParkedStories } from '../parked-story.js';

const nothing = () => Promise.resolve([]);

/**
 * Fills an empty generation with all stories as they were at `filledTo`, each folded whole in memory, and written by COPY
 * without indexes. What is written is kept with how far it goes, so that it can be gone on with. Answers the stories that
 * are too long to be folded so.
 */
export async function fillGeneration(
  pool: pg.Pool,
  source: StorySource,
  { number, filledTo, filledStory = '', folded: only }: Generation,
  report: BuildReport,
  longStory = 20_000,
): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  let done = 0;
  for await (const stories of readWholeStories(source, filledStory, filledTo, longStory)) {
    report.signal?.throwIfAborted();
    const lines = await linesOf(stories, only);
    await writing;
    writing = write(pool, { number, only }, stories, lines);
    writing.catch(() => undefined);
    done += stories.events.length;
    report.onProgress({ phase: 'filling', done, total: filledTo });
  }
  await writing;
}

/** Each story is folded by itself: what that leaves behind is gone before the next one, and folding takes a fifth less time. */
async function linesOf({ events }: WholeStories, only: readonly FoldedView[]): Promise<readonly CopyLines[]> {
  const lines: (readonly CopyLines[])[] = [];
  for (let begun = 0; begun < events.length;) {
    let end = begun + 1;
    while (events[end]?.story === events[begun]?.story) end += 1;
    lines.push(copyLinesOf(await foldAround(events.slice(begun, end), nothing), only));
    begun = end;
  }
  return joinLines(lines);
}

async function write(
  pool: pg.Pool,
  { number: generation, only }: { readonly number: number; readonly only: readonly FoldedView[] },
  stories: WholeStories,
  lines: readonly CopyLines[],
): Promise<void> {
  try {
    await commit(pool, generation, stories, (client) => copyLines(client, lines));
  } catch (error) {
    if (!isOfData(error)) throw error;
    // Without indexes: what the projector writes by would find none to write by.
    const put = (client: pg.PoolClient, one: FoldedAround) => copyLines(client, copyLinesOf(one, only));
    const found = await inTransaction(pool, (client) =>
      findUnwritable(client, stories.events, { parked: new Map(), read: nothing, put }),
    );
    if (found.length === 0) throw error;
    const parked: ParkedStories = new Map(found.map((one) => [one.story, one]));
    const folded = await foldAround(stories.events, nothing, parked);
    await commit(pool, generation, stories, (client) =>
      put(client, { ...folded, parked: [...found, ...folded.parked] }),
    );
  }
}

async function commit(
  pool: pg.Pool,
  generation: number,
  { last, long }: WholeStories,
  put: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('set local synchronous_commit = off');
    await put(client);
    await client.query(
      `update generation set filled_story = $2::text, long_stories = long_stories || $3::text[] where number = $1::integer`,
      [generation, last, long],
    );
  });
}
