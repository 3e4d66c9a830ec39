import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { findPort } from '../parts/start-service.js';
import { until } from '../parts/until.js';

interface Listed {
  readonly stories: readonly { readonly story: string; readonly version: number }[];
}

interface Event {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: object;
}

const base = 'https://newsledger.example/openapi.json';

describe('what the services answer', () => {
  let folder: string;
  let url: string;
  let house: ChildProcess;
  let story: string;
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
    story = ((await read('/v1/stories')) as Listed).stories[0]!.story;
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
    ['/v1/stories/{story}?asOf=3', 'Story'],
    ['/v1/stories/{story}/changes', 'Changes'],
    ['/v1/stories/{story}/changes?limit=2', 'Changes'],
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

  test('every event fits the schema at the address that the topic names', async () => {
    const { events } = (await read('/v1/events?limit=1000')) as { readonly events: readonly Event[] };
    expect(events.length).toBeGreaterThan(10);
    for (const { type, schemaVersion, data } of events) {
      const { status, headers, text } = await get(`/schemas/${type}.v${schemaVersion}.json`);
      expect([status, headers.get('content-type')]).toEqual([200, 'application/schema+json']);
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
