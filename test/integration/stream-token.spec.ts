import type pg from 'pg';
import { opened, recordedBatches } from '../../libs/views/src/stored-examples.js';
import { revokeKey } from '#identity';
import { issue, openKeys } from '../parts/keys.js';
import { makeDatabase } from '../parts/make-database.js';
import { openStream } from '../parts/open-stream.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { openViews, write } from '../parts/views-database.js';

describe('streams, where reading needs a key', () => {
  let keys: pg.Pool;
  let views: pg.Pool;
  let readers: RunningService[];

  beforeAll(async () => {
    const database = await makeDatabase(testPostgres());
    keys = openKeys(database);
    views = openViews(database.owner);
    for (const batch of recordedBatches([[opened('o')]])) await write(views, batch);
    const environment = { DATABASE_URL: database.urlOf('reader'), NEWSLEDGER_READING: 'key', NEWSLEDGER_CORS: '*' };
    readers = await Promise.all([startService('reader', environment), startService('reader', environment)]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all(readers.map((reader) => reader.kill('SIGTERM')));
    await Promise.all([keys.end(), views.end()]);
  });

  const open = async (query: string, headers: Record<string, string> = {}, reader = readers[0]) => {
    const stream = await openStream(`${reader?.url ?? ''}/v1/stream?after=0&${query}`, headers);
    if (stream.status === 200) await stream.awaitLast(({ id }) => id === '1');
    stream.close();
    return stream.status;
  };

  const askToken = async (headers: Record<string, string>) => {
    const answer = await fetch(`${readers[0]?.url ?? ''}/v1/stream/token`, { method: 'POST', headers });
    const { token = '', expiresAt = '' } = (await answer.json()) as { token?: string; expiresAt?: string };
    return { status: answer.status, token, expiresAt, cache: answer.headers.get('cache-control') };
  };

  test('open with a key that may read, and with a token that was given for it, on any reader', async () => {
    const { secret } = await issue(keys, { holder: 'A dashboard', scopes: ['read'] });
    const authorization = `Bearer ${secret}`;
    const { status, token, expiresAt, cache } = await askToken({ authorization });
    expect([status, cache]).toEqual([201, 'no-store']);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThan(10 * 60_000);
    expect(token).not.toContain(secret);
    expect(await open('', { authorization })).toBe(200);
    expect(await open(`token=${token}`)).toBe(200);
    expect(await open(`token=${token}`, {}, readers[1])).toBe(200);
  });

  test('do not open without, with a token that was changed, nor with a key that may only publish', async () => {
    const { secret } = await issue(keys, { holder: 'A dashboard', scopes: ['read'] });
    const { token } = await askToken({ authorization: `Bearer ${secret}` });
    const [id = '', expires = '', signature = ''] = token.split('.');
    const publisher = await issue(keys, { holder: 'A newsroom', scopes: ['publish'] });
    const forged = [
      `${id}.${Number(expires) + 1}.${signature}`,
      `${publisher.id}.${expires}.${signature}`,
      `${id}.${expires}.${signature.slice(1)}A`,
      'open',
      '',
    ];
    for (const one of forged) expect([one, await open(one === '' ? '' : `token=${one}`)]).toEqual([one, 401]);
    expect(await open('', { authorization: `Bearer ${publisher.secret}` })).toBe(403);
    expect((await askToken({ authorization: `Bearer ${publisher.secret}` })).status).toBe(403);
    expect((await askToken({})).status).toBe(401);
  });

  test('end with the key that they were opened with, by itself or by a token', async () => {
    const { id, secret } = await issue(keys, { holder: 'A dashboard', scopes: ['read'] });
    const { token } = await askToken({ authorization: `Bearer ${secret}` });
    const url = `${readers[0]?.url ?? ''}/v1/stream?after=0`;
    const open2 = await Promise.all([
      openStream(url, { authorization: `Bearer ${secret}` }),
      openStream(`${url}&token=${token}`),
    ]);
    for (const stream of open2) await stream.awaitLast(({ id: at }) => at === '1');
    await revokeKey(keys, id);
    await until('they have ended', () => open2.every(({ ended }) => ended() === 'in order'), 3_000);
    await until('it is refused', async () => (await open(`token=${token}`)) === 401);
  });
});
