import pg from 'pg';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { issued, opened } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

interface Problem {
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

const inTitle = (json: string) => `{"events":[{"type":"StoryOpened","data":{"title":${json},"language":"en"}}]}`;
const inValue = (number: string) =>
  JSON.stringify({ events: [issued('a')] }).replace('"value":3000', `"value":${number}`);

const bodies: readonly (readonly [string, string | Buffer, number, string, string])[] = [
  ['malformed JSON', '{"events":[', 400, 'malformed-json', '/events/0'],
  ['an empty body', '', 400, 'malformed-json', ''],
  [
    'a duplicate key',
    '{"events":[{"type":"StoryOpened","type":"SourceFiled"}]}',
    400,
    'duplicate-key',
    '/events/0/type',
  ],
  ['invalid UTF-8', Buffer.from(inTitle('"\u00ff"'), 'latin1'), 400, 'invalid-utf8', ''],
  ['10,000 levels of nesting', inTitle('['.repeat(10_000) + ']'.repeat(10_000)), 400, 'nested-too-deeply', '/events/0'],
  ['an array for the body', '[]', 422, 'invalid-events', ''],
  ['null for the body', 'null', 422, 'invalid-events', ''],
  ['no events', '{"events":[]}', 422, 'invalid-events', '/events'],
  ['a wrong type', inTitle('7'), 422, 'invalid-events', '/events/0/data/title'],
  ['null', inTitle('null'), 422, 'invalid-events', '/events/0/data/title'],
  ['a NUL', inTitle('"a\\u0000b"'), 422, 'invalid-events', '/events/0/data/title'],
  ['a lone surrogate', inTitle('"\\ud800"'), 422, 'invalid-events', '/events/0/data/title'],
  ['16 digits', inValue('1234567890.123456'), 422, 'invalid-events', '/events/0/data/quantity/value'],
  ['1e400', inValue('1e400'), 422, 'invalid-events', '/events/0/data/quantity/value'],
  ['an unknown type', '{"events":[{"type":"Gossip","data":{}}]}', 422, 'invalid-events', '/events/0/type'],
  ['an unknown field', inTitle('"T","colour":"red"'), 422, 'invalid-events', '/events/0/data/colour'],
  ['__proto__', inTitle('"T","__proto__":{"title":"x"}'), 422, 'invalid-events', '/events/0/data/__proto__'],
  ['constructor', inTitle('"T","constructor":{}'), 422, 'invalid-events', '/events/0/data/constructor'],
  ['an unknown member of the body', '{"events":[],"more":1}', 422, 'invalid-events', '/more'],
  [
    'an unknown schema version',
    '{"events":[{"type":"StoryOpened","schemaVersion":9,"data":{"title":"T","language":"en"}}]}',
    422,
    'invalid-events',
    '/events/0/schemaVersion',
  ],
];

describe('bad input', () => {
  let database: TestDatabase;
  let publisher: RunningService;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    publisher = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
  }, 60_000);

  afterAll(async () => {
    const client = new pg.Client({ connectionString: database.owner });
    await client.connect();
    const { rows } = await client.query<{ story: string }>(
      `select distinct story from newsledger_ledger.event order by 1`,
    );
    await client.end();
    // Whatever was refused left nothing behind.
    expect(rows.map(({ story }) => story)).toEqual(['largest', 'opened']);
    expect(publisher.log()).not.toContain('nobody expected');
    await publisher.kill('SIGTERM');
  });

  const post = async (path: string, body: string | Buffer, headers = {}) => {
    const response = await fetch(publisher.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${database.key}`, 'content-type': 'application/json', ...headers },
      body,
    });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      problem: (await response.json()) as Problem,
    };
  };

  test.each(bodies)('refuses %s, and names the place', async (_name, body, status, code, pointer) => {
    const answer = await post('/v1/stories/hostile/events', body);
    expect([answer.status, answer.problem.code]).toEqual([status, code]);
    expect(answer.type).toContain('application/problem+json');
    expect(answer.problem.errors?.map((error) => error.pointer).find((one) => one.startsWith(pointer)) ?? '').toContain(
      pointer,
    );
    expect(answer.problem.detail.length).toBeGreaterThan(10);
  });

  test.each(['UPPER', '-first', 'under_score', 'a'.repeat(101), 'é', '%00', 'a%20b', '%E0%A4%A', '..%2f'])(
    'refuses the story id %s',
    async (story) => {
      const { status } = await post(`/v1/stories/${story}/events`, JSON.stringify({ events: [opened()] }));
      expect([400, 404]).toContain(status);
    },
  );

  test('refuses a body of more than 1 MiB and one that is no JSON by its media type', async () => {
    const long = await post('/v1/stories/hostile/events', inTitle(`"${'x'.repeat(1024 * 1024)}"`));
    expect([long.status, long.problem.code]).toEqual([413, 'body-too-large']);
    const xml = await post('/v1/stories/hostile/events', '<events/>', { 'content-type': 'application/xml' });
    expect([xml.status, xml.problem.code]).toEqual([415, 'wrong-media-type']);
  });

  test('takes an event of exactly 128 KiB, and refuses one byte more', async () => {
    const rest = Buffer.byteLength('{"language":"en","title":""}');
    const sized = (size: number) => ({ type: 'StoryOpened', data: { title: 'x'.repeat(size - rest), language: 'en' } });
    const send = (story: string, event: object) =>
      publish({ url: publisher.url, key: database.key, story, events: [event] });
    await expect(send('largest', sized(131_072))).resolves.toMatchObject({ status: 201 });
    await expect(send('too-large', sized(131_073))).resolves.toMatchObject({
      status: 413,
      body: { code: 'event-too-large', errors: [{ pointer: '/events/0/data' }] },
    });
  });

  test.each([
    ['If-Match', '3'],
    ['If-Match', '*'],
    ['If-Match', 'W/"3"'],
    ['If-Match', '"1", "2"'],
    ['If-None-Match', '"3"'],
  ])('refuses %s: %s', async (header, value) => {
    await publish({ url: publisher.url, key: database.key, story: 'opened', events: [opened('open')] });
    const body = JSON.stringify({ events: [issued('x')] });
    const answer = await post('/v1/stories/opened/events', body, { [header]: value });
    expect([answer.status, answer.problem.errors?.[0]?.pointer]).toEqual([400, header]);
  });

  test('refuses unknown parameters by name', async () => {
    const { status, problem } = await post(
      '/v1/stories/opened/events?speed=fast',
      JSON.stringify({ events: [issued('x')] }),
    );
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, 'speed']);
  });
});
