import type pg from 'pg';
import { readingPaths } from '#contract';
import { issue, openKeys } from '../parts/keys.js';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

const routes = readingPaths.map((path) => path.replace(/{(\w+)}/g, 'one'));

describe('reading, where it needs a key', () => {
  let database: TestDatabase;
  let keys: pg.Pool;
  let reader: RunningService;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    keys = openKeys(database);
    reader = await startService('reader', { DATABASE_URL: database.urlOf('reader'), NEWSLEDGER_READING: 'key' });
  }, 60_000);

  afterAll(async () => {
    await keys.end();
    await reader.kill('SIGTERM');
  });

  const get = async (path: string, key?: string) => {
    const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
    const response = await fetch(reader.url + path, { headers });
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };

  test('no route answers without one, and all say the same', async () => {
    for (const [key, status] of [
      [undefined, 401],
      ['nl_wrong', 401],
      [database.key, 403],
    ] as const) {
      const answers = await Promise.all([...routes, '/v1/stories/NO-SLUG?colour=red'].map((path) => get(path, key)));
      expect(answers).toEqual(answers.map(() => answers[0]));
      expect(answers[0]).toMatchObject({ status, type: expect.stringContaining('application/problem+json') as string });
    }
  });

  test('the scopes read and admin open them', async () => {
    for (const scope of ['read', 'admin'] as const) {
      const { secret } = await issue(keys, { scopes: [scope] });
      const answers = await Promise.all(routes.map((path) => get(path, secret)));
      // There are no stories yet; what is asked of all of them finds nothing.
      const wanted = routes.map((path) => (path.startsWith('/v1/stories/') ? 404 : 200));
      expect(answers.map(({ status }) => status)).toEqual(wanted);
    }
  });

  test('health needs none', async () => {
    expect([(await get('/health/ready')).status, (await get('/health/live')).status]).toEqual([200, 200]);
  });
});
