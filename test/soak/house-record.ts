import { checkTopic } from './check-topic.js';
import { checkViews } from './check-views.js';
import { readWholeLedger } from './check-ledger.js';
import type { ProcessHouse } from './process-house.js';
import { readTopic } from './read-topic.js';
import { issued, opened, revised } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { until } from '../parts/until.js';

/** Publishes a story of its own of three events, and answers its last position. */
export async function publishStory(house: ProcessHouse, story: string): Promise<number> {
  const target = { url: house.publisherUrl, key: house.database.key, story };
  const events = [opened('open'), issued('a'), revised('b', 'a')];
  return until(`${story} is published`, async () => {
    const { status, body } = await publish({ ...target, events });
    if (status === 201) return body.position;
    throw new Error(`${status} ${String(body.detail)}`);
  });
}

/** Waits until readers see a position. */
export async function untilVisible(house: ProcessHouse, position: number, patienceMs = 40_000): Promise<void> {
  await until(
    `readers see position ${position}`,
    async () => {
      const response = await fetch(`${house.readerUrl}/v1/events?after=${position - 1}&limit=1`);
      const { events } = (await response.json()) as { events: readonly unknown[] };
      if (events.length > 0) return true;
      throw new Error(await house.describe());
    },
    patienceMs,
  );
}

/** Ledger, topic and views hold the same; answers how many records of the topic are repeats. */
export async function checkRecord(house: ProcessHouse): Promise<number> {
  const events = await readWholeLedger(house.database.owner);
  await untilVisible(house, events.length);
  await checkViews(house.database.owner, events);
  return checkTopic(await readTopic(house.brokers, house.topic), events);
}
