import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { opened, stated } from '../parts/events.js';
import { makeDatabase } from '../parts/make-database.js';
import { findPort, startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { randomFrom } from './random.js';
import type { Random } from './random.js';

export interface RetryPlan {
  readonly kills: number;
  readonly writers: number;
  readonly stories: number;
  readonly seed: number;
  readonly tell?: (line: string) => void;
}

export interface RetryReport {
  readonly seed: number;
  readonly kills: number;
  readonly publishes: number;
  /** Tries that had no answer, or one that says to try again. */
  readonly retries: number;
  /** Answers that were the first one again. */
  readonly replayed: number;
}

/** A publish that was acknowledged in the end: its events are told apart by their ids, or by what they say. */
interface Acknowledged {
  readonly story: string;
  readonly words: readonly string[];
  readonly version: number;
}

/**
 * Two publishers over one database, one of them killed again and again with requests in flight. Clients retry by the
 * rules, at either: with the same ids, or with the same Idempotency-Key where their events have none.
 */
export async function runRetries(postgresUrl: string, plan: RetryPlan): Promise<RetryReport> {
  const random = randomFrom(plan.seed);
  const database = await makeDatabase(postgresUrl);
  const environment = { DATABASE_URL: database.urlOf('publisher') };
  const ports = [await findPort(), await findPort()];
  const start = (at: number) => startService('publisher', environment, { port: ports[at] ?? 0 });
  const services = await Promise.all([start(0), start(1)]);
  const urls = services.map(({ url }) => url);
  const stop = new AbortController();
  try {
    const client = new RetryingClient(urls, database.key, random);
    for (let at = 0; at < plan.stories; at += 1) await client.publish(`story-${at}`, [opened('open')], {});
    const acknowledged: Acknowledged[] = [];
    const writing = Promise.all(
      Array.from({ length: plan.writers }, () => write(client, plan, random, stop.signal, acknowledged)),
    );
    for (let kill = 1; kill <= plan.kills; kill += 1) {
      const at = random.below(2);
      await delay(50 + random.below(250));
      await (services[at] as RunningService).kill('SIGKILL');
      services[at] = await start(at);
      if (kill % 10 === 0) plan.tell?.(`${kill} of ${plan.kills} kills`);
    }
    stop.abort();
    await writing;
    await checkRecord(database.owner, acknowledged);
    const { retries, replayed } = client;
    return { seed: plan.seed, kills: plan.kills, publishes: acknowledged.length, retries, replayed };
  } finally {
    stop.abort();
    await Promise.all(services.map((service) => service.kill('SIGTERM')));
  }
}

/** Publishes one batch after the other, each until it is acknowledged. */
async function write(
  client: RetryingClient,
  { stories }: RetryPlan,
  random: Random,
  signal: AbortSignal,
  acknowledged: Acknowledged[],
): Promise<void> {
  while (!signal.aborted) {
    const story = `story-${random.below(stories)}`;
    const words = Array.from({ length: 1 + random.below(3) }, () => randomUUID());
    const hasIds = random.below(2) === 0;
    const events = words.map((word) => {
      const event = stated(word, `Nothing moves, says ${word}`);
      return hasIds ? event : { ...event, id: undefined };
    });
    const headers: Record<string, string> = hasIds ? {} : { 'idempotency-key': randomUUID() };
    const version = await client.publish(story, events, headers);
    acknowledged.push({ story, words, version });
  }
}

const patienceMs = 60_000;

class RetryingClient {
  retries = 0;
  replayed = 0;

  constructor(
    private readonly urls: readonly string[],
    private readonly key: string,
    private readonly random: Random,
  ) {}

  /** Answers the version of the last event; throws what no retry helps against. */
  async publish(story: string, events: readonly object[], headers: Record<string, string>): Promise<number> {
    for (const deadline = Date.now() + patienceMs; ;) {
      if (Date.now() > deadline)
        throw new Error(`a publish to ${story} was not answered for good within ${patienceMs} ms`);
      const url = this.random.pick(this.urls);
      try {
        const response = await fetch(`${url}/v1/stories/${story}/events`, {
          method: 'POST',
          headers: { authorization: `Bearer ${this.key}`, 'content-type': 'application/json', ...headers },
          body: JSON.stringify({ events }),
        });
        const body = (await response.json()) as { version: number; retryable?: boolean };
        if (response.status === 201) {
          if (response.headers.get('idempotent-replayed') === 'true') this.replayed += 1;
          return body.version;
        }
        if (body.retryable !== true) throw new Refused(`${response.status} ${JSON.stringify(body)}`);
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      this.retries += 1;
      await delay(20 + this.random.below(50));
    }
  }
}

class Refused extends Error {}

/** Everything acknowledged is there once, at the version that was answered, and nothing else is. */
async function checkRecord(url: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ story: string; version: number; data: string }>(
      `select story, version, data from newsledger_ledger.event join newsledger_ledger.payload using (position)
       where type = 'StatementIssued' order by position`,
    );
    const found = new Map<string, string[]>();
    for (const { story, version, data } of rows) {
      const word = / says ([0-9a-f-]{36})/.exec(data)?.[1] ?? data;
      found.set(word, [...(found.get(word) ?? []), `${story} ${version}`]);
    }
    for (const { story, words, version } of acknowledged) {
      for (const [at, word] of words.entries()) {
        deepStrictEqual(found.get(word), [`${story} ${version - words.length + 1 + at}`], `${word} is doubled or lost`);
      }
    }
    strictEqual(rows.length, acknowledged.flatMap(({ words }) => words).length, 'there is more than was acknowledged');
  } finally {
    await client.end();
  }
}
