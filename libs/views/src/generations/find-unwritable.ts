import type pg from 'pg';
import type { ShownEvent } from '#events';
import { foldAround, parkedAt } from '../fold/fold-around.js';
import type { ReadRows } from '../fold/fold-batch.js';
import type { ParkedStories, ParkedStory } from '../parked-story.js';
import { readRows } from '../read-rows.js';
import { writeRows } from '../write-batch.js';

/** Whether a statement failed for what it was given, and not for where or when it ran. */
export function isOfData(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  // 22 data, 23 integrity, 54 too large or too deep; 23000 itself is raised where a batch is of another history.
  return typeof code === 'string' && /^(22|23|54)/.test(code) && code !== '23000';
}

/** The stories of a batch whose rows cannot be written, each from the publish on that cannot: tried one by one, and undone. */
export async function findUnwritable(
  pool: pg.Pool,
  events: readonly ShownEvent[],
  parked: ParkedStories,
  read: ReadRows = (wanted) => readRows(pool, wanted),
): Promise<readonly ParkedStory[]> {
  const found: ParkedStory[] = [];
  for (const story of new Set(events.map((event) => event.story))) {
    const own = events.filter((event) => event.story === story);
    const whole = own.filter(({ position, commit }) => position === commit);
    for (const { commit } of whole) {
      const some = own.filter(({ position }) => position <= commit);
      const error = await tryToWrite(pool, some, parked, read);
      if (error === undefined) continue;
      const first = own.find((event) => event.commit === commit);
      if (first !== undefined) found.push(parkedAt(own, first, 'unwritable', `cannot be written: ${error.message}`));
      break;
    }
  }
  return found;
}

async function tryToWrite(
  pool: pg.Pool,
  events: readonly ShownEvent[],
  parked: ParkedStories,
  read: ReadRows,
): Promise<Error | undefined> {
  const written = await foldAround(events, read, parked);
  const client = await pool.connect();
  try {
    await client.query('begin');
    await writeRows(client, written);
    return undefined;
  } catch (error) {
    if (isOfData(error)) return error as Error;
    throw error;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}
