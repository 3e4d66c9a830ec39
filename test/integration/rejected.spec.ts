import { createKey, identitySchema } from '#identity';
import { keepRejected, ledgerSchema, listRejected, pruneRejected } from '#ledger';
import { openPool, schemaName } from '#postgres';
import { makeDatabase, prefix } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { issued, opened } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

interface Listed {
  readonly rejected: readonly {
    id: string;
    story: string;
    body?: string;
    bodyBase64?: string;
    problem: { code: string };
  }[];
  readonly cursor?: string;
}

describe('what was refused', () => {
  let database: TestDatabase;
  let service: RunningService;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    service = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
  }, 60_000);

  afterAll(() => service.kill('SIGTERM'));

  const list = async (query = '', key = database.key) => {
    const headers = { authorization: `Bearer ${key}` };
    return (await (await fetch(`${service.url}/v1/rejected${query}`, { headers })).json()) as Listed;
  };

  test('can be listed by who sent it, as it was sent, the latest first, page by page', async () => {
    const send = (story: string, events: readonly object[]) =>
      publish({ url: service.url, key: database.key, story, events });
    await send('first', [issued('a')]);
    await send('second', [{ type: 'StoryMerged', data: {} }]);
    await expect(send('third', [opened('open')])).resolves.toMatchObject({ status: 201 });
    const { rejected } = await list();
    expect(rejected.map(({ story, problem }) => [story, problem.code])).toEqual([
      ['second', 'invalid-events'],
      ['first', 'story-not-opened'],
    ]);
    expect(JSON.parse(rejected[1]?.body ?? '')).toEqual({ events: [issued('a')] });
    const page = await list('?limit=1');
    const next = await list(`?limit=1&cursor=${page.cursor ?? ''}`);
    expect([...page.rejected, ...next.rejected]).toEqual(rejected);
  });

  test('is kept to the byte also where it is no text', async () => {
    const headers = { authorization: `Bearer ${database.key}`, 'content-type': 'application/json' };
    const body = Buffer.from([0x7b, 0xff, 0x00]);
    await fetch(`${service.url}/v1/stories/bytes/events`, { method: 'POST', headers, body });
    const { rejected } = await list('?limit=1');
    expect(rejected[0]).toMatchObject({ bodyBase64: body.toString('base64'), problem: { code: 'invalid-utf8' } });
  });

  test('is shown to nobody else', async () => {
    const schema = schemaName(prefix, identitySchema);
    const pool = openPool({ url: database.owner, schema, applicationName: 'test', max: 1 });
    const other = await createKey(pool, 'another desk', ['publish']).finally(() => pool.end());
    await expect(list('', other)).resolves.toEqual({ rejected: [] });
    expect((await fetch(`${service.url}/v1/rejected`)).status).toBe(401);
  });

  test('is forgotten by age and by size, the oldest first, each key for itself', async () => {
    const schema = schemaName(prefix, ledgerSchema);
    const pool = openPool({ url: database.urlOf('publisher'), schema, applicationName: 'test', max: 1 });
    try {
      for (const [key, id] of [
        ['k_one', '1'],
        ['k_one', '2'],
        ['k_one', '3'],
        ['k_two', '4'],
      ] as const) {
        await keepRejected(pool, key, { id, story: 's', problem: '{}', body: Buffer.alloc(100) });
      }
      await pool.query(`insert into rejected (id, recorded_by, story, rejected_at, problem, body)
        values ('5', 'k_two', 's', clock_timestamp() - interval '31 days', '{}', 'x')`);
      await pruneRejected(pool, 210);
      const left = async (key: string) =>
        (await listRejected(pool, key, { behind: undefined, limit: 9 })).map(({ id }) => id);
      expect([await left('k_one'), await left('k_two')]).toEqual([['3', '2'], ['4']]);
    } finally {
      await pool.end();
    }
  });
});
