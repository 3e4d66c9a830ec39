import type pg from 'pg';
import type { RecordReader, Topic, TopicExtent, TopicRecord } from '#bus';
import { StoppingError } from '#errors';
import { isGivenUp, readEventAt, readHead } from '#ledger';
import type { StoredEvent } from '#events';

/** The last position on the topic, and the offset that the next record must get. */
export interface Place {
  readonly position: number;
  readonly nextOffset: number;
}

export interface FoundPlace {
  readonly place: Place;
  /** What was done to the topic, for the log. */
  readonly done: readonly string[];
}

const empty: Place = { position: 0, nextOffset: 0 };

/**
 * Compares the topic with the ledger. A topic that lacks what was published is made anew, and so is one that a new epoch
 * gave up, as it ended then; one that is ahead of the ledger or differs from it throws a StoppingError, because its
 * consumers were told what the ledger no longer knows.
 */
export async function findPlace(topic: Topic, reader: RecordReader, pool: pg.Pool, epoch: string): Promise<FoundPlace> {
  const extent = await topic.extent();
  if (extent === undefined) {
    await topic.create();
    return { place: empty, done: ['the topic was not there: made it, and publish from position 1'] };
  }
  if (extent.partitions !== 1) {
    throw new StoppingError(
      `The topic has ${extent.partitions} partitions, and total order needs exactly one: ` +
        'set NEWSLEDGER_TOPIC to a topic that does not exist yet.',
    );
  }
  // Nothing of another's topic is changed: its settings come after its history.
  const first = extent.end === extent.first ? undefined : await reader.read(extent.first);
  if (first !== undefined) {
    const last = await reader.read(extent.end - 1);
    if (last.epoch !== epoch && (await isGivenUp(pool, last))) {
      return makeAnew(topic, `it holds history ${last.epoch}, which was given up for history ${epoch}`);
    }
    await refuseOtherHistory(reader, pool, epoch, extent, last);
  }
  const mended = await topic.mendSettings();
  const done = mended.length === 0 ? [] : [`the topic was set otherwise: mended ${mended.join(', ')}`];
  if (first === undefined) return { place: { position: 0, nextOffset: extent.end }, done };
  if (first.event.position !== 1) {
    return makeAnew(topic, `it begins at position ${first.event.position}, and lacks what was published before`);
  }
  const last = await reader.read(extent.end - 1);
  return { place: { position: last.event.position, nextOffset: extent.end }, done };
}

async function makeAnew(topic: Topic, why: string): Promise<FoundPlace> {
  await topic.remove();
  for (let tries = 0; (await topic.extent()) !== undefined && tries < 100; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await topic.create();
  return { place: empty, done: [`the topic was made anew, because ${why}: publish from position 1`] };
}

const remedy =
  '"newsledger recover --from kafka" tells what can be done. Or put a newer backup of the ledger in its place, or set ' +
  'NEWSLEDGER_TOPIC to a new name to publish this ledger apart.';

async function refuseOtherHistory(
  reader: RecordReader,
  pool: pg.Pool,
  epoch: string,
  extent: TopicExtent,
  last: TopicRecord,
): Promise<void> {
  if (last.epoch !== epoch) {
    throw new StoppingError(
      `The topic holds history ${last.epoch}, and this ledger writes history ${epoch}: they are not the same record. ${remedy}`,
    );
  }
  const head = await readHead(pool);
  const there = await readEventAt(pool, last.event.position);
  if (there !== undefined && isSame(there, last.event)) return;
  const fork = await findFork(reader, pool, extent, last);
  const position = fork.event.position;
  const ours = await readEventAt(pool, position);
  const inLedger = ours === undefined ? `ends at position ${head}` : `has id ${ours.id} of ${ours.story} there`;
  throw new StoppingError(
    `The topic and the ledger differ from position ${position} on: the topic has id ${fork.event.id} of ` +
      `${fork.event.story}, recorded ${fork.event.recordedAt}, and goes on to position ${last.event.position} ` +
      `(id ${last.event.id}); the ledger ${inLedger}. The ledger was probably restored from an older backup. ${remedy}`,
  );
}

/** The first record that the ledger does not have, found by halving: two histories agree up to where they part. */
async function findFork(
  reader: RecordReader,
  pool: pg.Pool,
  extent: TopicExtent,
  last: TopicRecord,
): Promise<TopicRecord> {
  let low = extent.first;
  let fork = last;
  while (low < fork.offset) {
    const middle = await reader.read(Math.floor((low + fork.offset) / 2));
    const ours = await readEventAt(pool, middle.event.position);
    if (ours !== undefined && isSame(ours, middle.event)) low = middle.offset + 1;
    else fork = middle;
  }
  return fork;
}

function isSame(a: StoredEvent, b: StoredEvent): boolean {
  return (
    a.story === b.story && a.id === b.id && a.recordedAt === b.recordedAt && a.salt === b.salt && a.data === b.data
  );
}
