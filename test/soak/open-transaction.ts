import pg from 'pg';
import { issued, opened } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { until } from '../parts/until.js';
import { openProcessHouse } from './process-house.js';
import type { ProcessHouse } from './process-house.js';
import { untilVisible } from './house-record.js';

export interface OpenTransactionReport {
  /** Events a second through the whole path: before and after the open transaction, and beside it. */
  readonly alone: number;
  readonly beside: number;
  readonly ratio: number;
}

/**
 * Compares the rate of the whole path, appends to views, without and with a transaction that stays open for so many
 * seconds. Half of the time without is before it and half after, so that a machine that is busier by and by tells nothing.
 */
export async function runOpenTransaction(seconds: number, writers = 64): Promise<OpenTransactionReport> {
  const house = await openProcessHouse();
  const blocker = new pg.Client({ connectionString: house.database.owner });
  try {
    await blocker.connect();
    await openStories(house, writers);
    await measure(house, Math.min(seconds / 2, 5), writers, 'warm');
    const before = await measure(house, seconds / 2, writers, 'before');
    // A snapshot and a transaction id: nothing that is written from now on can be cleaned away.
    await blocker.query('begin isolation level repeatable read');
    await blocker.query('create temporary table held (id integer)');
    await blocker.query('select count(*) from newsledger_ledger.event');
    const during = await measure(house, seconds, writers, 'beside');
    await blocker.query('rollback');
    const after = await measure(house, seconds / 2, writers, 'after');
    const alone = (before.count + after.count) / (before.seconds + after.seconds);
    const beside = during.count / during.seconds;
    return { alone, beside, ratio: beside / alone };
  } finally {
    await blocker.end();
    await house.close();
  }
}

async function openStories(house: ProcessHouse, stories: number): Promise<void> {
  const target = { url: house.publisherUrl, key: house.database.key };
  await Promise.all(
    Array.from({ length: stories }, (_, at) =>
      until(
        'the story is open',
        async () => (await publish({ ...target, story: `story-${at}`, events: [opened('open')] })).status === 201,
      ),
    ),
  );
}

interface Measured {
  readonly count: number;
  readonly seconds: number;
}

/** Publishes for a while, and counts until readers see the last event. */
async function measure(house: ProcessHouse, seconds: number, writers: number, name: string): Promise<Measured> {
  const target = { url: house.publisherUrl, key: house.database.key };
  const began = Date.now();
  let count = 0;
  let last = 0;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let turn = 0; Date.now() - began < seconds * 1_000; turn += 1) {
        const { status, body } = await publish({
          ...target,
          story: `story-${writer}`,
          events: [issued(`${name}-${turn}`)],
        });
        if (status !== 201) throw new Error(`a publish was answered ${status}: ${String(body.detail)}`);
        last = Math.max(last, body.position);
        count += 1;
      }
    }),
  );
  await untilVisible(house, last);
  return { count, seconds: (Date.now() - began) / 1_000 };
}
