import type pg from 'pg';
import type { ShownEvent } from '#events';
import { foldAround, parkedAt } from '../fold/fold-around.js';
import { UnprojectableError } from '../fold/unprojectable.js';
import { isOfData } from '../is-of-data.js';
import type { ReadRows } from '../fold/fold-batch.js';
import type { ParkedStories, ParkedStory } from '../parked-story.js';
import { readRows } from '../read-rows.js';
import { writeRows } from '../write-batch.js';

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
      if (first === undefined) break;
      const { message } = new UnprojectableError(first, 'unwritable', `cannot be written: ${error.message}`);
      found.push(parkedAt(own, first, 'unwritable', message));
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
