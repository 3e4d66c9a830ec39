import type pg from 'pg';
import { Brake } from '#apps/cli';
import { ledgerSchema } from '#ledger';
import { openPool, schemaName } from '#postgres';
import { viewsSchema } from '#views';
import { opened } from '../parts/events.js';
import { makeDatabase, prefix } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import { until } from '../parts/until.js';

describe('the brake of an import', () => {
  let database: TestDatabase;
  let pools: pg.Pool[];
  let ahead = 0;
  const stop = new AbortController();
  const now = () => Date.now() + ahead;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    pools = [ledgerSchema, viewsSchema].map((definition) =>
      openPool({ url: database.owner, schema: schemaName(prefix, definition), applicationName: 'test', max: 1 }),
    );
    const publisher = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
    await publish({ url: publisher.url, key: database.key, story: 'one', events: [opened('open')] });
    await publisher.kill('SIGTERM');
  }, 60_000);

  afterAll(async () => {
    stop.abort();
    await Promise.all(pools.map((pool) => pool.end()));
  });

  const newBrake = () => new Brake(pools[0]!, pools[1]!, stop.signal, now);

  test('lets go while the views lag by less than five seconds', async () => {
    ahead = 0;
    const brake = newBrake();
    await brake.wait();
    expect(brake.lag).toBe(0);
  });

  test('holds while they lag by more, tells by how much, and lets go once half of it is made up', async () => {
    ahead = 60_000;
    const brake = newBrake();
    let isThrough = false;
    const waiting = brake.wait().then(() => (isThrough = true));
    await until('it holds', () => brake.lag > 50);
    ahead = 4_000;
    await until('it looked again', () => brake.lag < 50);
    expect(isThrough).toBe(false);
    ahead = -60_000;
    await waiting;
    expect(brake.lag).toBe(0);
  });

  test('lets go of an import that is stopped', async () => {
    ahead = 60_000;
    const brake = newBrake();
    const waiting = brake.wait();
    await until('it holds', () => brake.lag > 50);
    stop.abort();
    await waiting;
  });
});
