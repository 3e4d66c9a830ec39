import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { readingPaths } from '#contract';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { issued, opened, revised, stated } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import type { PublishAnswer } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';

const site = 'https://news.example';

/** As it came: fetch would unpack it. */
function getRaw(url: string, headers: Record<string, string>, method = 'GET') {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; bytes: Buffer }>((resolve, reject) => {
    const sent = request(url, { headers, method }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    sent.once('error', reject);
    sent.end();
  });
}

const named: Readonly<Record<string, string>> = { story: 'troops', metric: 'troops', fact: 'a', party: 'us-dod' };

const addressed = (path: string) => path.replace(/{(\w+)}/g, (_whole, name: string) => named[name] ?? name);

const passing = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding'];

/** Of what goes with every answer, and would differ between two. */
const lasting = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !passing.includes(name)));

describe('what the web expects of the reader', () => {
  let database: TestDatabase;
  let folder: string;
  let house: RunningService;
  let last: PublishAnswer['body'];

  const events = (count: number) => Array.from({ length: count }, (_, index) => stated(`s${index}`));

  const send = async (story: string, sent: readonly object[]) => {
    const answer = await publish({ url: house.url, key: database.key, story, events: sent });
    expect(answer.status).toBe(201);
    return answer.body;
  };

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    folder = await mkdtemp(join(tmpdir(), 'newsledger-web-'));
    const environment = {
      HOME: process.env['HOME'] ?? '',
      DATABASE_URL: database.owner,
      NEWSLEDGER_LOG: 'ledger',
      NEWSLEDGER_DATA: folder,
      NEWSLEDGER_CORS: `${site}, http://localhost:8080`,
    };
    house = await startService('cli', environment, { words: ['start'] });
    await send('troops', [opened('open'), issued('a', 3_000)]);
    await send('troops', events(10));
    last = await send('troops', [revised('b', 'a', 10_000)]);
    await fetch(`${house.url}/v1/stories/troops?minPosition=${last.position}`);
  }, 60_000);

  afterAll(async () => {
    await house.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  });

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
        const options = { url: house.url, key: database.key, story: 'troops', headers: expectation };
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
          'access-control-allow-methods': 'GET, HEAD, OPTIONS',
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
        headers: { origin: site, authorization: `Bearer ${database.key}`, 'content-type': 'application/json' },
        body: '{"events":[]}',
      });
      const refused = await fetch(`${house.url}/v1/rejected`, { headers: { origin: site } });
      const health = await fetch(`${house.url}/health/ready`, { headers: { origin: site } });
      for (const { headers } of [answer, refused, health]) expect(corsOf(Object.fromEntries(headers))).toEqual({});
      expect((await ask(house.url, '/v1/rejected', site)).status).toBe(404);
    });

    test('are all let in by *, without a key for the question, and none without the setting', async () => {
      const reader = { DATABASE_URL: database.urlOf('reader') };
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

  describe('a story in time (RFC 7089)', () => {
    const path = '/v1/stories/dated';
    let versions: readonly { readonly version: number; readonly recordedAt: string }[];

    const second = (offset: number, version: number) => {
      const { recordedAt } = versions.find((one) => one.version === version)!;
      return new Date(Date.parse(recordedAt) + offset * 1_000).toUTCString();
    };
    const locationOf = async (datetime: string, query = '') => {
      const { status, headers, bytes } = await getRaw(house.url + path + query, { 'accept-datetime': datetime });
      expect([status, bytes.length, headers['memento-datetime']]).toEqual([302, 0, undefined]);
      expect(headers.vary?.split(', ')).toEqual(['origin', 'accept-datetime']);
      expect(headers['link']).toContain(`<${path}>; rel="original timegate"`);
      return headers.location;
    };

    beforeAll(async () => {
      const sent = [[opened('o')], [stated('a'), stated('b')], [stated('c')]];
      const answers: PublishAnswer['body'][] = [];
      for (const batch of sent) {
        // HTTP tells time by the second: each publish has one of its own.
        const before = answers.at(-1)?.recordedAt.slice(0, 19);
        await until('the second is over', () => new Date().toISOString().slice(0, 19) !== before);
        answers.push(await send('dated', batch));
      }
      versions = answers.flatMap(({ events: those, recordedAt }) =>
        those.map(({ version }) => ({ version, recordedAt })),
      );
      await fetch(`${house.url}${path}?minPosition=${answers.at(-1)!.position}`);
    });

    test('is its own TimeGate: each second leads to the version that was current at its end', async () => {
      expect(await locationOf(second(0, 1))).toBe(`${path}?asOf=version:1`);
      expect(await locationOf(second(0, 2))).toBe(`${path}?asOf=version:3`);
      expect(await locationOf(second(0, 4))).toBe(`${path}?asOf=version:4`);
      expect(await locationOf(second(-1, 4))).toBe(`${path}?asOf=version:3`);
    });

    test('leads to its first version before it began, and to its last in the future', async () => {
      expect(await locationOf(second(-1, 1))).toBe(`${path}?asOf=version:1`);
      expect(await locationOf('Wed, 01 Jan 1000 00:00:00 GMT')).toBe(`${path}?asOf=version:1`);
      expect(await locationOf('Fri, 31 Dec 9999 23:59:59 GMT')).toBe(`${path}?asOf=version:4`);
    });

    test('keeps on the way what else was asked for', async () => {
      expect(await locationOf(second(0, 1), '?minPosition=1')).toBe(`${path}?asOf=version:1&minPosition=1`);
      const headers = { 'accept-datetime': second(0, 1) };
      expect((await getRaw(`${house.url}${path}?epoch=other`, headers)).status).toBe(409);
      expect((await getRaw(`${house.url}/v1/stories/nowhere`, headers)).status).toBe(404);
    });

    test('refuses a time that is none, unless a moment is named', async () => {
      const headers = { 'accept-datetime': '2024-10-28T21:05:00Z' };
      const refused = await getRaw(house.url + path, headers);
      expect([refused.status, JSON.parse(refused.bytes.toString())]).toMatchObject([400, { code: 'invalid-header' }]);
      const named = await getRaw(`${house.url}${path}?asOf=version:1`, headers);
      expect([named.status, named.headers['memento-datetime']]).toEqual([200, second(0, 1)]);
    });

    test('says on every answer where its states are, and on a state since when it was current', async () => {
      const now = await getRaw(house.url + path, {});
      expect([now.headers['memento-datetime'], now.headers['link']]).toEqual([
        undefined,
        `<${path}>; rel="original timegate", <${path}/timemap>; rel="timemap"; type="application/link-format"`,
      ]);
      expect(now.headers.vary?.split(', ')).toEqual(['origin', 'accept', 'accept-datetime', 'accept-encoding']);
      const then = await getRaw(`${house.url}${path}?asOf=version:3`, {});
      expect([then.headers['memento-datetime'], then.headers.vary]).toEqual([
        second(0, 3),
        'origin, accept, accept-encoding',
      ]);
      for (const [version, rel] of [
        [1, 'first memento'],
        [2, 'prev memento'],
        [4, 'next last memento'],
      ] as const)
        expect(then.headers['link']).toContain(
          `<${path}?asOf=version:${version}>; rel="${rel}"; datetime="${second(0, version)}"`,
        );
      const known = await getRaw(`${house.url}${path}?asOf=version:3`, { 'if-none-match': then.headers.etag ?? '' });
      expect([known.status, known.headers['link']]).toEqual([304, then.headers['link']]);
    });

    test('is found by a client that follows: from the story to its list, to a time, to the state', async () => {
      const original = await fetch(house.url + path);
      const list = /<([^>]+)>; rel="timemap"/.exec(original.headers.get('link') ?? '')?.[1] ?? '';
      const map = await fetch(new URL(list, original.url));
      expect(map.headers.get('content-type')).toBe('application/link-format');
      const mementos = [
        ...(await map.text()).matchAll(/^<([^>]+)>; rel="(?:first |last )*memento"; datetime="([^"]+)"/gm),
      ];
      expect(mementos.map(([, , datetime]) => datetime)).toEqual([1, 2, 3, 4].map((version) => second(0, version)));
      for (const [, address = '', datetime = ''] of mementos) {
        const direct = await fetch(address);
        const negotiated = await fetch(house.url + path, { headers: { 'accept-datetime': datetime } });
        expect([direct.status, direct.headers.get('memento-datetime')]).toEqual([200, datetime]);
        expect([negotiated.redirected, negotiated.headers.get('memento-datetime')]).toEqual([true, datetime]);
      }
      expect(((await (await fetch(mementos[1]?.[1] ?? '')).json()) as { version: number }).version).toBe(2);
    });

    test('with more than a thousand versions is listed in pages', async () => {
      let position = (await send('long', [opened('o')])).position;
      for (const from of [0, 400, 800])
        position = (
          await send(
            'long',
            Array.from({ length: 400 }, (_, index) => stated(`l${from + index}`)),
          )
        ).position;
      const first = await fetch(`${house.url}/v1/stories/long/timemap?minPosition=${position}`);
      const second = await fetch(/<([^>]+)>; rel="timemap"/.exec(await first.text())?.[1] ?? '');
      const text = await second.text();
      expect(text.match(/memento"/g)).toHaveLength(201);
      expect(text).toMatch(/asOf=version:1201>; rel="last memento"/);
      for (const [query, status, code] of [
        ['page=3', 404, 'version-unknown'],
        ['page=1000000', 404, 'version-unknown'],
        ['page=0', 400, 'invalid-query'],
        ['page=1000001', 400, 'invalid-query'],
      ] as const) {
        const answer = await fetch(`${house.url}/v1/stories/long/timemap?${query}`);
        expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
      }
      expect((await fetch(`${house.url}/v1/stories/nowhere/timemap`)).status).toBe(404);
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
