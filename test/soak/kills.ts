import pg from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../parts/until.js';
import { checkLedger, readWholeLedger } from './check-ledger.js';
import { checkTopic } from './check-topic.js';
import { checkViews } from './check-views.js';
import { killable, openProcessHouse } from './process-house.js';
import type { ProcessHouse } from './process-house.js';
import { randomFrom } from './random.js';
import { readTopic } from './read-topic.js';
import { writeUntil } from './writers.js';

export interface KillPlan {
  readonly kills: number;
  /** The writers go on at least so long. */
  readonly seconds: number;
  readonly writers: number;
  readonly stories: number;
  readonly seed: number;
  readonly tell?: (line: string) => void;
}

export interface KillReport {
  readonly seed: number;
  readonly kills: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly acknowledged: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly events: number;
  readonly repeatsOnTopic: number;
}

/** Kills every part at random moments while many writers publish, then compares what each part holds. */
export async function runKills(plan: KillPlan): Promise<KillReport> {
  const random = randomFrom(plan.seed);
  const house = await openProcessHouse();
  const stop = new AbortController();
  try {
    const target = { url: house.publisherUrl, key: house.database.key };
    const began = Date.now();
    let onOpened: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (onOpened = resolve));
    const writing = writeUntil(target, { ...plan, random, stop: stop.signal, onOpened });
    await opened;
    const kills = await killParts(house, plan, random.below);
    while (Date.now() - began < plan.seconds * 1_000) await delay(100);
    stop.abort();
    const { attempts, refusals } = await writing;
    plan.tell?.('all writers have stopped; waiting for the views');
    const events = await readWholeLedger(house.database.owner);
    await untilViewsReach(house, events.length);
    checkLedger(events, attempts);
    const repeatsOnTopic = checkTopic(await readTopic(house.brokers, house.topic), events);
    await checkViews(house.database.owner, events);
    const acknowledged = attempts.filter((attempt) => attempt.acknowledged !== undefined).length;
    return {
      seed: plan.seed,
      kills,
      requests: attempts.length,
      acknowledged,
      refusals,
      events: events.length,
      repeatsOnTopic,
    };
  } finally {
    stop.abort();
    await house.close();
  }
}

/** Each part is killed in a turn of its own, so that several may be away at the same time. */
async function killParts(
  house: ProcessHouse,
  { kills, seconds, tell }: KillPlan,
  below: (bound: number) => number,
): Promise<Record<string, number>> {
  const done: Record<string, number> = Object.fromEntries(killable.map((name) => [name, 0]));
  // Between two kills of a part there is time for some work to be under way.
  const pauseMs = Math.max((seconds * 1_000 * killable.length) / kills, 2_000);
  let count = 0;
  await Promise.all(
    killable.map(async (name) => {
      for (; (done[name] ?? 0) < kills / killable.length; done[name] = (done[name] ?? 0) + 1) {
        await delay(below(pauseMs));
        await house.kill(name);
        await house.start(name);
        count += 1;
        if (count % 10 === 0) tell?.(`${count} of ${kills} kills`);
      }
    }),
  );
  return done;
}

/** Waits as long as the views go on: how far behind they are when the writers stop depends on the machine. */
async function untilViewsReach(house: ProcessHouse, position: number): Promise<void> {
  const client = new pg.Client({ connectionString: house.database.owner });
  await client.connect();
  try {
    for (let reached = -1; reached < position;) {
      const before = reached;
      reached = await until(
        `the views go beyond position ${before}, to ${position}`,
        async () => {
          const { rows } = await client.query<{ at: string | null }>(
            `select max(position) as at from newsledger_views.log`,
          );
          const at = Number(rows[0]?.at ?? 0);
          if (at > before) return at;
          throw new Error(await house.describe());
        },
        60_000,
      );
    }
  } finally {
    await client.end();
  }
}
