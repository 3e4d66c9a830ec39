import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { opened, stated } from '../parts/events.js';
import { issue, openKeys } from '../parts/keys.js';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

const windowMs = 10_000;
// By the clock of the database, which is this machine's.
const untilNextWindow = () => windowMs - (Date.now() % windowMs);

describe('the rate of a key', () => {
  let database: TestDatabase;
  let keys: pg.Pool;
  let both: RunningService[];
  let number = 0;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    keys = openKeys(database);
    const environment = { DATABASE_URL: database.urlOf('publisher'), NEWSLEDGER_RATE: '3000' };
    both = await Promise.all([startService('publisher', environment), startService('publisher', environment)]);
    for (let story = 0; story < 20; story += 1) await send(0, database.key, [opened('open')], `story-${story}`);
  }, 60_000);

  afterAll(async () => {
    await keys.end();
    await Promise.all(both.map((service) => service.kill('SIGTERM')));
  });

  const send = (to: number, key: string, events: readonly object[], story = `story-${number % 20}`) =>
    publish({ url: both[to]!.url, key, story, events });
  const some = (count: number) => Array.from({ length: count }, () => stated(`s${(number += 1)}`));
  const waitForNextWindow = () => delay(untilNextWindow() + 100);
  /** Waits only where the window that runs is over too soon. */
  const waitForWindowOf = async (ms: number) => {
    if (untilNextWindow() < ms) await waitForNextWindow();
  };

  test('holds over two processes, to the event where both keep asking, and is whole again in the next window', async () => {
    const { secret } = await issue(keys, { rate: 40 });
    for (let window = 1; window <= 2; window += 1) {
      await (window === 1 ? waitForWindowOf(6_000) : waitForNextWindow());
      const until = Date.now() + 5_000;
      let granted = 0;
      let refused = 0;
      const writer = async (to: number) => {
        while (Date.now() < until) {
          const size = refused === 0 ? 1 + (number % 5) : 1;
          const { status, body } = await send(to, secret, some(size));
          if (status === 201) granted += size;
          else if (body.code === 'rate-limited') refused += 1;
          else throw new Error(`answered ${status}`);
          if (refused > 0) await delay(20);
        }
      };
      await Promise.all(Array.from({ length: 8 }, (_, at) => writer(at % 2)));
      process.stdout.write(`window ${window}: ${granted} of 400 events, ${refused} requests refused\n`);
      expect(refused).toBeGreaterThan(0);
      // What one process holds when it is asked no more is lost: at most a hundredth.
      expect(granted).toBeGreaterThanOrEqual(400 - 4);
      expect(granted).toBeLessThanOrEqual(400);
    }
  }, 60_000);

  test('is told with every answer, and a refusal says when to try again', async () => {
    const { secret } = await issue(keys, { rate: 2 });
    await waitForWindowOf(3_000);
    const first = await send(0, secret, some(5));
    const left = untilNextWindow() / 1_000;
    expect([first.status, first.headers.get('ratelimit-policy')]).toEqual([201, '"events";q=20;w=10;qu="events"']);
    const told = /^"events";r=15;t=(\d+)$/.exec(first.headers.get('ratelimit') ?? '')?.[1];
    expect(Math.abs(Number(told) - left)).toBeLessThanOrEqual(1);
    expect((await send(1, secret, some(15))).status).toBe(201);
    const refused = await send(0, secret, some(1));
    expect([refused.status, refused.body]).toEqual([
      429,
      expect.objectContaining({ code: 'rate-limited', retryable: true }),
    ]);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(refused.headers.get('ratelimit')).toBe(`"events";r=0;t=${seconds}`);
    await delay(seconds * 1_000);
    expect((await send(0, secret, some(1))).status).toBe(201);
  }, 40_000);

  test('never lets a batch through that is more than a whole window holds, and says so for good', async () => {
    const { secret } = await issue(keys, { rate: 2 });
    const { status, body, headers } = await send(0, secret, some(21));
    expect([status, body.code, headers.get('retry-after')]).toEqual([413, 'batch-over-rate', null]);
    expect(body).toMatchObject({ retryable: false });
  });

  test('is what the publishers are set to where a key has none, and costs no round trip a request', async () => {
    await waitForWindowOf(5_000);
    const { secret, id } = await issue(keys);
    const asked = async () => {
      const { rows } = await keys.query<{ used: number }>(`select used from limit_use where key_id = $1::text`, [id]);
      return rows[0]?.used;
    };
    const { headers } = await send(0, secret, some(1));
    expect(headers.get('ratelimit-policy')).toContain('q=30000;');
    expect(await asked()).toBe(300);
    for (let turn = 0; turn < 50; turn += 1) await send(0, secret, some(1));
    expect(await asked()).toBe(300);
  });
});
