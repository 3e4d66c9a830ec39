import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { corrected, issued, opened, revised, stated } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { findPort } from '../parts/start-service.js';
import { until } from '../parts/until.js';

interface Event {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
}

interface OpenApi {
  readonly paths: Record<
    string,
    { readonly get: { readonly responses: Record<number, { readonly content?: object; readonly headers?: object }> } }
  >;
}

const russia = { id: 'russia', name: 'Russia' };

/** One of every kind of thing that a story may hold. */
const events = [
  opened('open'),
  { id: 'title', type: 'StoryRetitled', data: { title: 'Troops' } },
  {
    id: 'article',
    type: 'SourceFiled',
    data: { title: 'A report', published: { edtf: '2024-10-28', basis: 'stated' } },
  },
  stated('s'),
  issued('a'),
  revised('b', 'a'),
  issued('c', 7),
  { id: 'claim', type: 'ClaimRaised', data: { proposition: 'Troops are there', concerns: [russia], saidIn: 's' } },
  { id: 'yes', type: 'ClaimConfirmed', data: { claim: 'claim', saidIn: 's' } },
  { id: 'no', type: 'ClaimDenied', data: { claim: 'claim', by: { parties: [russia], mode: 'narrator' } } },
  { id: 'met', type: 'OccurrenceReported', data: { kind: 'meeting', what: 'They met', participants: [russia] } },
  { id: 'sum', type: 'StorySummarised', data: { summary: 'Who sent whom', lead: 'b' } },
  { id: 'link', type: 'StoryLinked', schemaVersion: 1, data: { to: 'another', relation: 'follows' } },
  corrected('mend', 's', { proposition: 'Troops have not moved' }),
  { id: 'gone', type: 'FactRetracted', data: { fact: 'c', reason: 'It was another story' } },
  { id: 'closed', type: 'StoryClosed', data: { reason: 'It ended' } },
  {
    id: 'again',
    type: 'StoryReopened',
    data: { reason: 'It did not' },
    publishedAt: '2024-10-28T21:05:00Z',
    actor: 'p',
  },
];
const story = 'whole';

const base = 'https://newsledger.example/openapi.json';

describe('what the services answer', () => {
  let folder: string;
  let url: string;
  let house: ChildProcess;
  let key: string;
  const ajv = new Ajv2020({ strict: false, validateFormats: false });

  const get = async (path: string) => {
    const response = await fetch(url + path);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const read = async (path: string) => JSON.parse((await get(path)).text) as object;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-contract-'));
    const port = await findPort();
    url = `http://127.0.0.1:${port}`;
    house = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'start'], {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        NEWSLEDGER_DATA: folder,
        NEWSLEDGER_LOG: 'ledger',
        PORT: String(port),
      },
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let told = '';
    house.stdout!.on('data', (text: Buffer) => (told += text.toString()));
    await until('the sample story is told', () => Promise.resolve(told.includes('curl')), 90_000);
    key = (await readFile(join(folder, 'publisher.key'), 'utf8')).trim();
    const { status, body } = await publish({ url, key, story, events });
    expect([status, body.detail]).toEqual([201, undefined]);
    await until('the story is visible', async () => {
      const { status: answered } = await get(`/v1/stories/${story}?minPosition=${body.position}`);
      return answered === 200;
    });
    ajv.addSchema({ ...(await read('/openapi.json')), $id: base });
  }, 120_000);

  afterAll(async () => {
    const ended = new Promise((done) => house.once('exit', done));
    house.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ['/v1/stories?limit=1', 'Stories'],
    ['/v1/stories/{story}', 'Story'],
    ['/v1/stories/{story}?asOf=version:3', 'Story'],
    ['/v1/stories/{story}/changes', 'Changes'],
    ['/v1/stories/{story}/changes?limit=2', 'Changes'],
    ['/v1/stories/{story}?until=2024-10-28', 'Story'],
    ['/v1/stories/{story}.json', 'Story'],
    ['/v1/stories/{story}/changes?order=recorded', 'Changes'],
    ['/v1/stories/{story}/replay', 'Replay'],
    ['/v1/stories/{story}/replay?from=version:1&limit=2', 'Replay'],
    ['/v1/stories/{story}/timeline', 'Timeline'],
    ['/v1/stories/{story}/timeline?order=latest&limit=1', 'Timeline'],
    ['/v1/stories/{story}/estimates', 'Estimates'],
    ['/v1/stories/{story}/estimates/troops', 'MetricFigures'],
    ['/v1/stories/{story}/claims', 'Claims'],
    ['/v1/stories/{story}/statements', 'Statements'],
    ['/v1/stories/{story}/corrections', 'StoryCorrections'],
    ['/v1/stories/{story}/sources', 'Sources'],
    ['/v1/stories/{story}/facts/a', 'Fact'],
    ['/v1/stories/{story}/facts/nothing', 'Problem'],
    ['/v1/corrections', 'Corrections'],
    ['/v1/parties/us-dod/statements', 'PartyStatements'],
    ['/v1/stories?q=troops', 'Stories'],
    ['/v1/stories/{story}/events', 'Events'],
    ['/v1/events?limit=3', 'Events'],
    ['/health/live', 'Live'],
    ['/health/ready', 'Readiness'],
    ['/v1/stories/nowhere', 'Problem'],
    ['/v1/stories?size=1', 'Problem'],
    ['/schemas/Nothing.v1.json', 'Problem'],
    ['/docs/nothing', 'Problem'],
  ])('%s is what the OpenAPI document says: %s', async (path, name) => {
    const accepts = ajv.compile({ $ref: `${base}#/components/schemas/${name}` });
    const answer = await read(path.replace('{story}', story));
    expect(accepts(answer) || accepts.errors).toBe(true);
  });

  test.each([
    ['published again', events, {}, 201, 'Published'],
    ['not opened', events.slice(3), {}, 409, 'Problem'],
    ['not at the version', [stated('t')], { 'if-match': '"1"' }, 412, 'Problem'],
    ['not valid', [{ type: 'StoryClosed', data: {} }], {}, 422, 'Problem'],
  ])('what is %s gets what the document says', async (what, sent, headers, wanted, name) => {
    const { status, body } = await publish({
      url,
      key,
      story: what === 'not opened' ? 'other' : story,
      events: sent,
      headers,
    });
    const accepts = ajv.compile({ $ref: `${base}#/components/schemas/${name}` });
    expect([status, accepts(body) || accepts.errors]).toEqual([wanted, true]);
  });

  test('webhooks are made, told and changed as the document says', async () => {
    const ask = async (method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const sent =
        body === undefined
          ? { headers: { authorization: headers.authorization } }
          : { headers, body: JSON.stringify(body) };
      const response = await fetch(`${url}/v1/webhooks${path}`, { method, ...sent });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as { readonly id: string }) };
    };
    const hook = { url: 'https://hook.invalid/', stories: [story], types: ['StoryOpened'], parties: ['us-dod'] };
    const made = await ask('POST', '', { ...hook, description: 'Ours', after: 0 });
    const id = made.body?.id ?? '';
    const steps = [
      ['POST', '', { url: 'http://hook.invalid/' }, 422, 'Problem'],
      ['GET', '', undefined, 200, 'Webhooks'],
      ['GET', `/${id}`, undefined, 200, 'Webhook'],
      ['POST', `/${id}/retry`, undefined, 200, 'Webhook'],
      ['POST', `/${id}/replay`, { after: 3 }, 200, 'Webhook'],
      ['POST', `/${id}/pause`, undefined, 200, 'Webhook'],
      ['POST', `/${id}/retry`, undefined, 409, 'Problem'],
      ['POST', `/${id}/resume`, undefined, 200, 'Webhook'],
      ['POST', `/${id}/rotate`, undefined, 200, 'WebhookWithSecret'],
      ['POST', `/${id}/test`, undefined, 200, 'WebhookTested'],
      ['GET', `/${id}/deliveries`, undefined, 200, 'WebhookDeliveries'],
      ['DELETE', `/${id}`, undefined, 204, undefined],
      ['GET', `/${id}`, undefined, 404, 'Problem'],
    ] as const;
    const fits = (name: string, body: unknown) => {
      const accepts = ajv.compile({ $ref: `${base}#/components/schemas/${name}` });
      return accepts(body) || accepts.errors;
    };
    expect([made.status, fits('WebhookWithSecret', made.body)]).toEqual([201, true]);
    for (const [method, path, body, status, name] of steps) {
      const answer = await ask(method, path, body);
      expect([method, path, answer.status]).toEqual([method, path, status]);
      if (name !== undefined) expect([path, fits(name, answer.body)]).toEqual([path, true]);
    }
  });

  test('a story in time and in every format is answered with the statuses, headers and media types of the document', async () => {
    const document = JSON.parse((await get('/openapi.json')).text) as OpenApi;
    const path = '/v1/stories/{story}';
    const answers = [
      [path, '', {}],
      [path, '?asOf=version:3', {}],
      [path, '', { 'accept-datetime': new Date().toUTCString() }],
      [path, '', { 'accept-datetime': 'now' }],
      [`${path}/timemap`, '', {}],
      [`${path}/changes`, `?to=${new Date().toISOString()}`, {}],
      [path, '', { accept: 'image/png' }],
      ...['text/csv', 'application/atom+xml', 'application/ld+json', 'application/ninjs+json'].map(
        (accept) => [path, '', { accept }] as const,
      ),
      ...['', '?asOf=version:3', `?asOf=${new Date().toISOString()}`, '?asOf=version:999'].map(
        (query) => [`${path}.{suffix}`, query, {}] as const,
      ),
    ] as const;
    for (const [template, query, headers] of answers) {
      const at = url + template.replace('{story}', story).replace('{suffix}', 'csv') + query;
      const answer = await fetch(at, { headers, redirect: 'manual' });
      const promised = document.paths[template]?.get.responses[answer.status];
      const type = answer.headers.get('content-type')?.split(';')[0];
      if (type !== undefined)
        expect([at, Object.keys(promised?.content ?? {})]).toEqual([at, expect.arrayContaining([type])]);
      const names = ['link', 'location', 'memento-datetime'].filter((name) => answer.headers.has(name));
      const told = Object.keys(promised?.headers ?? {}).map((name) => name.toLowerCase());
      expect([at, answer.status, told]).toEqual([at, answer.status, expect.arrayContaining(names)]);
      if (template.endsWith('timemap')) expect(await answer.text()).toContain('rel="first memento"');
    }
  });

  test('every event fits the schema at the address that the topic names', async () => {
    const { events: recorded } = (await read('/v1/events?limit=1000')) as { readonly events: readonly Event[] };
    expect(recorded.length).toBeGreaterThan(events.length);
    for (const { type, schemaVersion, data } of recorded) {
      const { status, headers, text } = await get(`/schemas/${type}.v${schemaVersion}.json`);
      expect([status, headers.get('content-type')]).toEqual([200, 'application/schema+json; charset=utf-8']);
      const accepts = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(text) as object);
      expect(accepts(data) || accepts.errors).toBe(true);
    }
  });

  test('the documents are there, and say when they have not changed', async () => {
    for (const path of ['/openapi.json', '/asyncapi.json', '/schemas/StoryOpened.v1.json', '/docs']) {
      const { status, headers } = await get(path);
      expect([path, status]).toEqual([path, 200]);
      const again = await fetch(url + path, { headers: { 'if-none-match': headers.get('etag')! } });
      expect([path, again.status]).toEqual([path, 304]);
    }
  });

  test('the page to try the API on loads all that it needs from here', async () => {
    const { headers, text } = await get('/docs');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(text).not.toMatch(/https?:|"\/\//);
    const loaded = [...text.matchAll(/(?:src|href)="(\/[^"]*)"/g)].map(([, path]) => path!);
    expect(loaded).toEqual(['/docs/swagger-ui.css', '/openapi.json', '/docs/swagger-ui-bundle.js', '/docs/start.js']);
    for (const path of loaded) expect([path, (await get(path)).status]).toEqual([path, 200]);
    expect((await get('/docs/swagger-ui-bundle.js')).text).toContain('SwaggerUIBundle');
  });
});
