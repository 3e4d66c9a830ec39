import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { passes, readComing, readView } from '#views';
import type { ComingEvent, EventFilter } from '#views';
import { opened } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { until } from '../parts/until.js';
import { openViews } from '../parts/views-database.js';
import { openProcessHouse } from './process-house.js';
import type { ProcessHouse } from './process-house.js';
import { randomFrom } from './random.js';
import type { Random } from './random.js';
import { publishSteadily } from './steady.js';
import { Subscriber } from './subscriber.js';

export interface SubscribersPlan {
  readonly subscribers: number;
  readonly stories: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
  /** How often the reader, and the projector, are killed. */
  readonly kills: number;
  readonly seed: number;
  readonly tell?: (line: string) => void;
}

export interface SubscribersReport {
  readonly seed: number;
  readonly events: number;
  readonly deliveries: number;
  /** Copies of a story's rows, kept by changes, that were compared with the views. */
  readonly copies: number;
  readonly cuts: number;
  readonly connections: number;
  readonly kills: number;
}

/** Many follow the record by filters while it is published, half of them cut, reader and projector killed: each sees all of its own, once. */
export async function runSubscribers(plan: SubscribersPlan): Promise<SubscribersReport> {
  const random = randomFrom(plan.seed);
  const house = await openProcessHouse();
  const stop = new AbortController();
  const subscribers = Array.from({ length: plan.subscribers }, (_, number) =>
    subscriberOf(number, plan, house.readerUrl, random),
  );
  try {
    await openStories(house, plan.stories);
    for (const subscriber of subscribers) subscriber.follow(stop.signal);
    await until('all follow', () => subscribers.every(({ connections }) => connections > 0), 60_000);
    plan.tell?.(`${plan.subscribers} follow ${plan.stories} stories`);
    const [, cuts] = await Promise.all([
      publishSteadily({
        url: house.publisherUrl,
        key: house.database.key,
        storyAt: () => storyAt(random.below(plan.stories)),
        eventsPerSecond: plan.eventsPerSecond,
        random,
        goesOn: (sinceMs) => sinceMs < plan.seconds * 1_000,
      }),
      cutAtRandom(subscribers, plan, random),
      killAtRandom(house, plan, random),
    ]);
    plan.tell?.('all is published; waiting for those who follow');
    const events = await withViews(house, (views) => readRecord(views));
    await until(
      'everybody is at the end',
      () => {
        const late = subscribers.filter(({ reached }) => reached < events.length);
        if (late.length === 0) return true;
        throw new Error(
          `${late.length} are not, the last at ${Math.min(...late.map(({ reached }) => reached))} of ${events.length}`,
        );
      },
      120_000,
    );
    for (const subscriber of subscribers) check(subscriber, events);
    const copies = await withViews(house, (views) => checkCopies(views, subscribers, events.length));
    return {
      seed: plan.seed,
      events: events.length,
      deliveries: subscribers.reduce((sum, { positions }) => sum + positions.length, 0),
      copies,
      cuts,
      connections: subscribers.reduce((sum, { connections }) => sum + connections, 0),
      kills: 2 * plan.kills,
    };
  } finally {
    stop.abort();
    await Promise.all(subscribers.map((subscriber) => subscriber.ended()));
    await house.close();
  }
}

const types = ['StoryRetitled', 'StorySummarised', 'StoryClosed', 'OccurrenceReported', 'ClaimRaised', 'FactRetracted'];

// Every seventh keeps copies of stories; of these too, half are cut.
function subscriberOf(number: number, plan: SubscribersPlan, url: string, random: Random): Subscriber {
  const filter = filterOf(number, plan, random);
  const { stories, types, parties } = filter;
  const isChanges = number % 7 === 0 && stories !== undefined && types === undefined && parties === undefined;
  return new Subscriber(isChanges ? 'changes' : 'events', filter, url, random);
}

// Most follow some stories, some follow types, few a party that says nearly everything.
function filterOf(number: number, { stories }: SubscribersPlan, random: Random): EventFilter {
  const story = () => `story-${random.below(stories)}`;
  if (number % 50 === 0) return { parties: ['us-dod'] };
  if (number % 5 === 0) return { types: [random.pick(types)] };
  if (number % 5 === 1)
    return { stories: [story(), story()], types: ['EstimateIssued', 'EstimateRevised', 'FactCorrected'] };
  return { stories: Array.from({ length: 1 + random.below(4) }, story) };
}

const storyAt = (number: number) => `story-${number}`;

async function openStories(house: ProcessHouse, stories: number): Promise<void> {
  const target = { url: house.publisherUrl, key: house.database.key };
  for (let at = 0; at < stories; at += 50) {
    const some = Array.from({ length: Math.min(50, stories - at) }, (_, more) => storyAt(at + more));
    await Promise.all(some.map((story) => publish({ ...target, story, events: [opened('open')] })));
  }
}

async function cutAtRandom(
  subscribers: readonly Subscriber[],
  { seconds }: SubscribersPlan,
  random: Random,
): Promise<number> {
  const half = subscribers.filter((_, number) => number % 2 === 1);
  const began = Date.now();
  let cuts = 0;
  while (Date.now() - began < seconds * 1_000) {
    // Each of them about every ten seconds.
    for (let now = 0; now < Math.ceil(half.length / 100); now += 1) {
      random.pick(half).cut();
      cuts += 1;
    }
    await delay(100);
  }
  return cuts;
}

async function killAtRandom(house: ProcessHouse, { kills, seconds }: SubscribersPlan, random: Random): Promise<void> {
  await Promise.all(
    (['reader', 'projector'] as const).map(async (name) => {
      const spanMs = (seconds * 1_000) / kills;
      for (let kill = 0; kill < kills; kill += 1) {
        await delay(random.below(spanMs / 2) + spanMs / 4);
        await house.kill(name);
        await house.start(name);
      }
    }),
  );
}

/** The record as the views have it, once they have all that was published. */
async function readRecord(views: pg.Pool): Promise<readonly ComingEvent[]> {
  const { rows } = await views.query<{ last: string }>(`select max(position) as last from newsledger_ledger.event`);
  const last = Number(rows[0]?.last ?? 0);
  const events: ComingEvent[] = [];
  await until(
    'the views have all',
    async () => {
      events.push(...(await readComing(views, events.length)));
      if (events.length === last) return true;
      throw new Error(`they are at ${events.length} of ${last}`);
    },
    120_000,
  );
  return events;
}

async function withViews<T>(house: ProcessHouse, read: (views: pg.Pool) => Promise<T>): Promise<T> {
  const views = openViews(house.database.owner);
  return read(views).finally(() => views.end());
}

/** What all changes lead to must be the rows of the views; answers how many copies were compared. */
async function checkCopies(views: pg.Pool, subscribers: readonly Subscriber[], at: number): Promise<number> {
  let compared = 0;
  for (const { copies } of subscribers) {
    for (const [story, copy] of copies) {
      const { view } = await readView(views, story, at);
      const rows = new Map((view?.rows ?? []).map(({ kind, key, doc }) => [`${kind} ${key}`, doc]));
      if (!isDeepStrictEqual(copy, rows))
        throw new Error(`${story}: the copy has ${copy.size} rows, not the ${rows.size}`);
      compared += 1;
    }
  }
  return compared;
}

function check({ filter, positions }: Subscriber, events: readonly ComingEvent[]): void {
  const wanted = events.filter((event) => passes(filter, event)).map(({ position }) => position);
  const at = wanted.findIndex((position, number) => positions[number] !== position);
  if (at < 0 && positions.length === wanted.length) return;
  const place = at < 0 ? wanted.length : at;
  throw new Error(
    `${JSON.stringify(filter)}: ${positions.length} of ${wanted.length} came; in place ${place} came ${positions[place]} and not ${wanted[place]}`,
  );
}
