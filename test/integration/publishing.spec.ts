import pg from 'pg';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { corrected, issued, opened, revised, stated } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

describe('publishing', () => {
  let database: TestDatabase;
  let one: RunningService;
  let two: RunningService;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    const environment = { DATABASE_URL: database.urlOf('publisher') };
    [one, two] = await Promise.all([startService('publisher', environment), startService('publisher', environment)]);
  }, 60_000);

  afterAll(() => Promise.all([one.kill('SIGTERM'), two.kill('SIGTERM')]));

  const send = (to: RunningService, story: string, events: readonly object[], headers = {}) =>
    publish({ url: to.url, key: database.key, story, events, headers });

  test('answers a batch with its place in story and ledger', async () => {
    const { status, body } = await send(one, 'answer', [opened('open'), issued('a'), revised('b', 'a')]);
    expect(status).toBe(201);
    expect(body).toMatchObject({ story: 'answer', version: 3 });
    expect(body.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(body.events.map(({ id, version }) => [id, version])).toEqual([
      ['open', 1],
      ['a', 2],
      ['b', 3],
    ]);
    expect(body.events.map(({ position }) => position - body.position)).toEqual([-2, -1, 0]);
  });

  test('lets exactly one of two processes win at the same expected version, and tells the other the version', async () => {
    await send(one, 'race', [opened('open')]);
    for (let version = 1; version <= 20; version += 1) {
      const answers = await Promise.all(
        [one, two].map((to, at) => send(to, 'race', [stated(`s${version}-${at}`)], { 'if-match': `"${version}"` })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
      expect(answers.find(({ status }) => status === 412)?.body.currentVersion).toBe(version + 1);
    }
  });

  test('never refuses in one process what the acknowledged events of the other allow', async () => {
    await send(one, 'both', [opened('open'), issued('f0')]);
    for (let turn = 1; turn <= 30; turn += 1) {
      const [first, second] = turn % 2 === 0 ? [one, two] : [two, one];
      const answer = await send(first, 'both', [revised(`f${turn}`, `f${turn - 1}`)]);
      expect([turn, answer.status, answer.body.detail]).toEqual([turn, 201, undefined]);
      const other = await send(second, 'both', [corrected(`c${turn}`, `f${turn}`, { scope: `turn ${turn}` })]);
      expect([turn, other.status, other.body.detail]).toEqual([turn, 201, undefined]);
    }
  });

  test('decides many publishes to one story, through both processes at once, one after the other', async () => {
    await send(one, 'crowd', [opened('open')]);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        send(at % 2 === 0 ? one : two, 'crowd', [stated(`s${at}`), stated(`t${at}`)]),
      ),
    );
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    const versions = answers.map(({ body }) => body.version).sort((a, b) => a - b);
    expect(versions).toEqual(Array.from({ length: 200 }, (_, at) => 3 + at * 2));
  });

  test('answers a retry with its first answer, whatever the expectation, in any process', async () => {
    const events = [opened('open'), issued('a')];
    const first = await send(one, 'retry', events, { 'if-none-match': '*' });
    const again = await send(two, 'retry', events, { 'if-none-match': '*' });
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await send(two, 'retry', [opened('open'), issued('a', 4_000)]);
    expect([other.status, other.body.code]).toEqual([409, 'story-already-opened']);
  });

  test('refuses by the rules with the rule, the place and what would be accepted, and writes nothing', async () => {
    await send(one, 'rules', [opened('open'), issued('a'), revised('b', 'a')]);
    const refusals = [
      [[revised('c', 'nothing')], 'fact-unknown', '/events/0/data/revises'],
      [[revised('c', 'a')], 'not-end-of-chain', '/events/0/data/revises'],
      [[stated('s'), issued('a')], 'id-taken', '/events/1/id'],
      [[corrected('c', 'a', { metric: null })], 'correction-changes-identity', '/events/0/data/patch/metric'],
      [[corrected('c', 'a', { quantity: 'many' })], 'correction-leaves-invalid', '/events/0/data/patch/quantity'],
    ] as const;
    for (const [events, code, pointer] of refusals) {
      const { status, body } = await send(two, 'rules', events);
      expect([status, body.code, body.errors?.[0]?.pointer]).toEqual([409, code, pointer]);
    }
    const fresh = await send(two, 'never-opened', [issued('a')]);
    expect([fresh.status, fresh.body.code]).toEqual([409, 'story-not-opened']);
    await expect(send(one, 'rules', [stated('s')])).resolves.toMatchObject({ status: 201, body: { version: 4 } });
  });

  test('takes an older schema version, keeps it as it was sent, and goes on deciding by what it means now', async () => {
    const link = (id: string, relation: string, schemaVersion?: number) => ({
      id,
      type: 'StoryLinked',
      ...(schemaVersion === undefined ? {} : { schemaVersion }),
      data: { to: 'aid', relation },
    });
    const first = await send(one, 'older', [opened('open'), link('a', 'follows', 1), link('b', 'continues')]);
    expect(first.status).toBe(201);
    const again = await send(two, 'older', [opened('open'), link('a', 'follows', 1), link('b', 'continues')]);
    expect([again.status, again.body]).toEqual([201, first.body]);
    await expect(send(two, 'older', [link('c', 'follows')])).resolves.toMatchObject({ status: 422 });
    const mend = corrected('d', 'a', { relation: 'follows' });
    await expect(send(two, 'older', [mend])).resolves.toMatchObject({
      status: 409,
      body: { code: 'correction-leaves-invalid' },
    });
    const client = new pg.Client({ connectionString: database.owner });
    await client.connect();
    const { rows } = await client.query(
      `select id, schema_version, data from newsledger_ledger.event join newsledger_ledger.payload using (position)
       where story = 'older' and type = 'StoryLinked' order by version`,
    );
    await client.end();
    expect(rows).toEqual([
      { id: 'a', schema_version: 1, data: '{"relation":"follows","to":"aid"}' },
      { id: 'b', schema_version: 2, data: '{"relation":"continues","to":"aid"}' },
    ]);
  });

  test('needs a key, and tells nothing about the story without one', async () => {
    for (const key of ['', 'nl_wrong']) {
      const answer = await publish({ url: one.url, key, story: 'rules', events: [stated('x')] });
      expect(answer.status).toBe(401);
      expect(JSON.stringify(answer.body)).not.toContain('rules');
    }
  });

  test('decides a dry run and writes nothing', async () => {
    const url = `${one.url}/v1/stories/dry/events?dryRun=true`;
    const init = {
      method: 'POST',
      headers: { authorization: `Bearer ${database.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events: [opened('open')] }),
    };
    const dry = await fetch(url, init);
    expect([dry.status, await dry.json()]).toEqual([200, expect.objectContaining({ story: 'dry', version: 1 })]);
    await expect(send(one, 'dry', [stated('s')])).resolves.toMatchObject({ status: 409 });
  });
});
