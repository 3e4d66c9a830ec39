import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { opened, stated } from '../parts/events.js';
import { issue, openKeys, runNewsledger } from '../parts/keys.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

describe('keys', () => {
  let database: TestDatabase;
  let keys: pg.Pool;
  let both: RunningService[];
  let number = 0;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    keys = openKeys(database);
    const environment = { DATABASE_URL: database.urlOf('publisher') };
    both = await Promise.all([startService('publisher', environment), startService('publisher', environment)]);
    await publish({ url: both[0]!.url, key: database.key, story: 'us-election', events: [opened('open')] });
  }, 60_000);

  afterAll(async () => {
    await keys.end();
    await Promise.all(both.map((service) => service.kill('SIGTERM')));
  });

  const send = (to: RunningService, key: string, story = 'us-election') =>
    publish({ url: to.url, key, story, events: [stated(`s${(number += 1)}`)] });
  const statuses = (key: string, story?: string) =>
    Promise.all(both.map(async (to) => (await send(to, key, story)).status));
  const run = (...words: string[]) => runNewsledger(['keys', ...words], { DATABASE_URL: database.owner });

  test('one that is revoked stops within a second in every process, however often it is used', async () => {
    const { id, secret } = await issue(keys);
    expect(await statuses(secret)).toEqual([201, 201]);
    let isUsed = true;
    const users = both.map(async (to) => {
      while (isUsed) {
        await send(to, secret);
        await delay(20);
      }
    });
    const { status } = await run('revoke', id);
    await delay(1_000);
    const after = await statuses(secret);
    isUsed = false;
    await Promise.all(users);
    expect([status, after]).toEqual([0, [401, 401]]);
  });

  test('one that expires stops within a second in every process', async () => {
    const { secret } = await issue(keys, { expires: new Date(Date.now() + 2_000) });
    expect(await statuses(secret)).toEqual([201, 201]);
    await delay(1_900);
    await statuses(secret);
    await delay(1_100);
    expect(await statuses(secret)).toEqual([401, 401]);
  });

  test('one for stories that begin with a prefix publishes to no other', async () => {
    const { secret } = await issue(keys, { scopes: ['publish:us-*'] });
    expect(await statuses(secret)).toEqual([201, 201]);
    for (const story of ['usual', 'us', 'eu-us-trade', 'US-ELECTION']) {
      expect(await statuses(secret, story)).toEqual([403, 403]);
    }
    const admin = await issue(keys, { scopes: ['admin'] });
    expect(await statuses(admin.secret)).toEqual([201, 201]);
  });

  test('without the right the answer is the same, whatever the story and whatever was sent', async () => {
    const reader = await issue(keys, { scopes: ['read', 'publish:uk-*'] });
    for (const [key, status, code] of [
      ['', 401, 'key-missing'],
      ['nl_wrong', 401, 'key-unknown'],
      [reader.secret, 403, 'key-lacks-scope'],
    ] as const) {
      const ask = async (story: string, body: string, headers = {}) => {
        const response = await fetch(`${both[0]!.url}/v1/stories/${story}/events`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
          body,
        });
        const told = [...response.headers].filter(([name]) => name !== 'date');
        return { status: response.status, told, text: await response.text() };
      };
      const known = await ask('us-election', JSON.stringify({ events: [stated('x')] }));
      expect([known.status, (JSON.parse(known.text) as { code: string }).code]).toEqual([status, code]);
      expect(known.text).not.toContain('election');
      expect(await ask('nowhere-known', JSON.stringify({ events: [stated('x')] }))).toEqual(known);
      expect(await ask('us-election', '{"events":[{"id":"open"', { 'if-match': '"1"' })).toEqual(known);
      expect(await ask('NO%20SLUG', '')).toEqual(known);
    }
  });

  test('are made, listed and revoked from the command line, and shown once', async () => {
    const words = ['Foreign desk', '--scope', 'publish:us-*', '--scope', 'read', '--expires', '90d', '--rate', '50'];
    const made = await run('create', ...words);
    expect([made.status, made.out]).toEqual([0, expect.stringMatching(/^nl_[\w-]{43}\n$/)]);
    const secret = made.out.trim();
    expect((await send(both[0]!, secret)).status).toBe(201);

    const listed = await run('list', '--json');
    const { keys: all } = JSON.parse(listed.out) as { keys: { id: string; holder: string; expires: string }[] };
    const mine = all.find(({ holder }) => holder === 'Foreign desk')!;
    expect(mine).toMatchObject({ scopes: ['publish:us-*', 'read'], rate: 50, revoked: null });
    expect(Math.round((Date.parse(mine.expires) - Date.now()) / 86_400_000)).toBe(90);
    const table = (await run('list')).out;
    expect(table).toContain('Foreign desk');
    for (const text of [listed.out, table]) expect(text).not.toContain(secret);

    expect((await run('revoke', mine.id)).status).toBe(0);
    expect((await run('list')).out).toMatch(new RegExp(`${mine.id}.*Foreign desk.*Z +\\d{4}-.*Z +\\d{4}-.*Z`));
    const { rows } = await keys.query<{ texts: string }>(
      `select string_agg(event::text, '') as texts from newsledger_ledger.event`,
    );
    expect(rows[0]?.texts).toContain(mine.id);
    expect(rows[0]?.texts).not.toContain('Foreign desk');
  });

  test.each([
    [['create', 'x', '--scope', 'write'], 2],
    [['create', 'x', '--scope', 'publish:us'], 2],
    [['create', 'x', '--scope', 'publish:*'], 2],
    [['create', 'x', '--expires', 'soon'], 2],
    [['create', 'x', '--expires', '2020-01-01T00:00:00Z'], 2],
    [['create', 'x', '--rate', '0'], 2],
    [['create'], 2],
    [['revoke', 'k_nobody'], 1],
  ])('%j is refused in one line, with status %i', async (words, status) => {
    const { status: ended, out, told } = await run(...words);
    expect([ended, out, told.trim().split('\n').length]).toEqual([status, '', 1]);
  });
});
