import type { IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readingPaths } from '#contract';
import { issued, opened, revised, stated } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import type { PublishAnswer } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import { getRaw, site, startWebHouse } from '../parts/web-house.js';
import type { WebHouse } from '../parts/web-house.js';

const named: Readonly<Record<string, string>> = { story: 'troops', metric: 'troops', fact: 'a', party: 'us-dod' };

const addressed = (path: string) => path.replace(/{(\w+)}/g, (_whole, name: string) => named[name] ?? name);

const passing = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'];

/** Of what goes with every answer, and would differ between two. */
const lasting = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.includes(name)));

describe('what the web expects of the reader', () => {
  let house: WebHouse;
  let last: PublishAnswer['body'];

  beforeAll(async () => {
    house = await startWebHouse(testPostgres());
    await house.send('troops', [opened('open'), issued('a', 3_000)]);
    await house.send(
      'troops',
      Array.from({ length: 10 }, (_, index) => stated(`s${index}`)),
    );
    last = await house.send('troops', [revised('b', 'a', 10_000)]);
    await fetch(`${house.url}/v1/stories/troops?minPosition=${last.position}`);
  }, 60_000);

  afterAll(() => house.stop());

  describe('packed bodies', () => {
    const large = [
      '/v1/stories/troops',
      '/v1/stories/troops?asOf=version:12',
      '/v1/events',
      '/openapi.json',
      '/docs/swagger-ui.css',
    ];

    test.each(large)('%s comes as the client likes it, and is the same when unpacked', async (path) => {
      const whole = await getRaw(house.url + path, {});
      expect(whole.headers['content-encoding']).toBeUndefined();
      const unpack = { br: brotliDecompressSync, gzip: gunzipSync };
      for (const coding of ['br', 'gzip'] as const) {
        const { status, headers, bytes } = await getRaw(house.url + path, { 'accept-encoding': coding });
        expect([status, headers['content-encoding']]).toEqual([200, coding]);
        expect(headers['content-type']).toBe(whole.headers['content-type']);
        expect(Number(headers['content-length'])).toBe(bytes.length);
        expect(bytes.length).toBeLessThan(whole.bytes.length / 2);
        expect(unpack[coding](bytes).equals(whole.bytes)).toBe(true);
      }
    });

    test('each coding has a strong tag of its own, which serves If-None-Match and If-Match', async () => {
      const path = `${house.url}/v1/stories/troops`;
      const tags = new Set<string>();
      for (const coding of ['identity', 'br', 'gzip']) {
        const { headers } = await getRaw(path, { 'accept-encoding': coding });
        const tag = headers.etag ?? '';
        tags.add(tag);
        expect(tag).toMatch(/^"13-[^"]+"$/);
        expect(headers.vary?.split(', ')).toEqual([...new Set(headers.vary?.split(', '))]);
        expect(headers.vary).toContain('accept-encoding');
        const again = await getRaw(path, { 'accept-encoding': coding, 'if-none-match': `"x", W/${tag}` });
        expect([again.status, again.bytes.length, again.headers.etag]).toEqual([304, 0, tag]);
        expect([again.headers.vary, again.headers['content-encoding']]).toEqual([headers.vary, undefined]);
        const other = await getRaw(path, { 'accept-encoding': coding === 'br' ? 'gzip' : 'br', 'if-none-match': tag });
        expect(other.status).toBe(200);
      }
      expect(tags.size).toBe(3);
      for (const [index, tag] of [...tags].entries()) {
        const expectation = { 'if-match': tag.replace('13', String(13 + index)) };
        const options = { url: house.url, key: house.database.key, story: 'troops', headers: expectation };
        expect((await publish({ ...options, events: [stated(`tagged-${index}`)] })).status).toBe(201);
      }
    });

    test('small answers and refusals are as they are', async () => {
      for (const path of ['/v1/events?limit=1', '/v1/stories/nowhere', '/health/ready']) {
        const { headers } = await getRaw(house.url + path, { 'accept-encoding': 'gzip, br' });
        expect([path, headers['content-encoding']]).toEqual([path, undefined]);
      }
    });

    test('fetch unpacks them by itself', async () => {
      for (const coding of ['br', 'gzip']) {
        const response = await fetch(`${house.url}/v1/stories/troops`, { headers: { 'accept-encoding': coding } });
        expect(response.headers.get('content-encoding')).toBe(coding);
        expect(await response.json()).toMatchObject({ story: 'troops' });
      }
    });
  });

  describe('pages of other sites', () => {
    const asked = readingPaths.map(addressed);
    const corsOf = (headers: IncomingHttpHeaders) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

    test('may read every answer of the reading routes, where the setting names them', async () => {
      const tag = (await getRaw(`${house.url}/v1/stories/troops`, {})).headers.etag ?? '';
      const requests = [
        ...asked.map((path) => [path, 200, {}] as const),
        ['/v1/stories/troops', 304, { 'if-none-match': tag }],
        ['/v1/stories/nowhere', 404, {}],
        ['/v1/stories/troops?asOf=soon', 400, {}],
      ] as const;
      for (const [path, status, headers] of requests) {
        for (const origin of [site, 'http://localhost:8080']) {
          const answer = await getRaw(house.url + path, { ...headers, origin });
          expect([path, answer.status, answer.headers['access-control-allow-origin']]).toEqual([path, status, origin]);
          expect(answer.headers['access-control-expose-headers']).toContain('Newsledger-Position');
          expect(answer.headers.vary).toMatch(/^origin\b/);
        }
        const others = [
          { origin: 'https://other.example' },
          { origin: 'https://news.example.evil' },
          { origin: 'null' },
          {},
        ];
        for (const origin of others) {
          const answer = await getRaw(house.url + path, { ...headers, ...origin });
          expect([path, corsOf(answer.headers)]).toEqual([path, {}]);
          expect(answer.headers.vary).toMatch(/^origin\b/);
        }
      }
      const late = await getRaw(`${house.url}/v1/stories/troops?minPosition=999999`, { origin: site });
      expect([late.status, late.headers['access-control-allow-origin']]).toEqual([503, site]);
      expect(late.headers['access-control-expose-headers']).toContain('Retry-After');
    });

    const ask = async (url: string, path: string, origin: string) => {
      const headers = {
        origin,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization,if-none-match',
      };
      const response = await fetch(url + path, { method: 'OPTIONS', headers });
      return { status: response.status, text: await response.text(), headers: Object.fromEntries(response.headers) };
    };

    test('are told so when their browser asks first', async () => {
      for (const path of asked) {
        const { status, text, headers } = await ask(house.url, path, site);
        expect([path, status, text]).toEqual([path, 204, '']);
        expect(headers).toMatchObject({
          'access-control-allow-origin': site,
          'access-control-allow-methods': 'GET, HEAD, OPTIONS, POST',
          'access-control-max-age': '7200',
          vary: 'origin',
        });
        for (const name of ['authorization', 'if-none-match', 'accept', 'last-event-id', 'accept-datetime'])
          expect(headers['access-control-allow-headers']?.toLowerCase().split(', ')).toContain(name);
        const other = await ask(house.url, path, 'https://other.example');
        expect([other.status, corsOf(other.headers), other.headers['vary']]).toEqual([204, {}, 'origin']);
      }
    });

    test('may not publish, in one process either', async () => {
      const answer = await fetch(`${house.url}/v1/stories/troops/events`, {
        method: 'POST',
        headers: { origin: site, authorization: `Bearer ${house.database.key}`, 'content-type': 'application/json' },
        body: '{"events":[]}',
      });
      const refused = await fetch(`${house.url}/v1/rejected`, { headers: { origin: site } });
      const health = await fetch(`${house.url}/health/ready`, { headers: { origin: site } });
      for (const { headers } of [answer, refused, health]) expect(corsOf(Object.fromEntries(headers))).toEqual({});
      expect((await ask(house.url, '/v1/rejected', site)).status).toBe(404);
    });

    test('are all let in by *, without a key for the question, and none without the setting', async () => {
      const reader = { DATABASE_URL: house.database.urlOf('reader') };
      const open = await startService('reader', { ...reader, NEWSLEDGER_CORS: '*', NEWSLEDGER_READING: 'key' });
      const closed = await startService('reader', reader);
      try {
        const asking = await ask(open.url, '/v1/stories', site);
        expect([asking.status, asking.headers['access-control-allow-origin']]).toEqual([204, '*']);
        const refused = await getRaw(`${open.url}/v1/stories`, {});
        expect([refused.status, refused.headers['access-control-allow-origin']]).toEqual([401, '*']);
        expect(refused.headers.vary).toBeUndefined();
        const answer = await getRaw(`${closed.url}/v1/stories`, { origin: site });
        expect([answer.status, corsOf(answer.headers), answer.headers.vary]).toEqual([200, {}, 'accept-encoding']);
        expect(corsOf((await ask(closed.url, '/v1/stories', site)).headers)).toEqual({});
        const contract = await getRaw(`${closed.url}/openapi.json`, { origin: site });
        expect(corsOf(contract.headers)).toEqual({ 'access-control-allow-origin': '*' });
      } finally {
        await Promise.all([open.kill('SIGTERM'), closed.kill('SIGTERM')]);
      }
    });
  });

  test('HEAD is answered as GET is, without the body', async () => {
    const documents = ['/openapi.json', '/asyncapi.json', '/schemas/StoryOpened.v1.json', '/docs', '/docs/start.js'];
    const refusals = ['/v1/stories/nowhere', '/v1/stories/troops?asOf=soon', '/nowhere', '/docs/nothing'];
    const paths = readingPaths.map(addressed);
    for (const path of [...paths, ...documents, ...refusals, '/health/live', '/health/ready']) {
      for (const coding of ['identity', 'br']) {
        const headers = { 'accept-encoding': coding, origin: site };
        const got = await getRaw(house.url + path, headers);
        const head = await getRaw(house.url + path, headers, 'HEAD');
        expect([path, head.status, head.bytes.length]).toEqual([path, got.status, 0]);
        expect([path, lasting(head.headers)]).toEqual([path, lasting(got.headers)]);
        // Of what would be packed there is no length to tell.
        const isPacked = head.headers['content-encoding'] !== undefined;
        const length = isPacked ? undefined : got.headers['content-length'];
        expect([path, head.headers['content-length']]).toEqual([path, length]);
        const tag = got.headers.etag;
        if (tag !== undefined) {
          const known = await getRaw(house.url + path, { ...headers, 'if-none-match': tag }, 'HEAD');
          expect([path, known.status]).toEqual([path, 304]);
        }
      }
    }
  });
});
