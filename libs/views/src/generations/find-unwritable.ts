import type pg from 'pg';
import type { ShownEvent } from '#events';
import { foldAround, parkedAt } from '../fold/fold-around.js';
import type { FoldedAround } from '../fold/fold-around.js';
import type { ReadRows } from '../fold/fold-batch.js';
import { UnprojectableError } from '../fold/unprojectable.js';
import { isOfData } from '../is-of-data.js';
import type { ParkedStories, ParkedStory } from '../parked-story.js';
import { readRows } from '../read-rows.js';
import { writeRows } from '../write-batch.js';

export interface Trial {
  /** The stories that are parked already. */
  readonly parked: ParkedStories;
  readonly read?: ReadRows;
  /** Writes what is folded. */
  readonly put?: (client: pg.PoolClient, folded: FoldedAround) => Promise<void>;
}

/**
 * The stories of whole commits whose rows cannot be written, each from the publish on that cannot. They are tried one by one,
 * and undone, within the transaction of the client: another one would wait for what this one has written.
 */
export async function findUnwritable(
  client: pg.PoolClient,
  events: readonly ShownEvent[],
  trial: Trial,
): Promise<readonly ParkedStory[]> {
  const found: ParkedStory[] = [];
  for (const story of new Set(events.map((event) => event.story))) {
    const own = events.filter((event) => event.story === story);
    const error = await tryToWrite(client, own, trial);
    if (error !== undefined) found.push(await findPublish(client, own, trial, error));
  }
  return found;
}

/** From which publish on a story cannot be written: what is tried is halved each time. */
async function findPublish(
  client: pg.PoolClient,
  own: readonly ShownEvent[],
  trial: Trial,
  first: Error,
): Promise<ParkedStory> {
  const commits = [...new Set(own.map(({ commit }) => commit))];
  let [from, to, error] = [0, commits.length - 1, first];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    const end = commits[middle] ?? 0;
    const failure = await tryToWrite(
      client,
      own.filter(({ commit }) => commit <= end),
      trial,
    );
    if (failure === undefined) from = middle + 1;
    else [to, error] = [middle, failure];
  }
  const event = own.find(({ commit }) => commit === commits[from]);
  if (event === undefined) throw error;
  const { message } = new UnprojectableError(event, 'unwritable', `cannot be written: ${error.message}`);
  return parkedAt(own, event, 'unwritable', message);
}

async function tryToWrite(
  client: pg.PoolClient,
  events: readonly ShownEvent[],
  { parked, read = (wanted) => readRows(client, wanted), put = writeRows }: Trial,
): Promise<Error | undefined> {
  await client.query('savepoint tried');
  try {
    await put(client, await foldAround(events, read, parked));
    return undefined;
  } catch (error) {
    if (isOfData(error)) return error as Error;
    throw error;
  } finally {
    await client.query('rollback to savepoint tried');
  }
}
