import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { corrected, issued, opened, revised, stated } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import type { PublishAnswer } from '../parts/publish.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';

interface Told {
  readonly change: string;
  readonly id: string;
  readonly position: number;
  readonly sentence: string;
  readonly from?: { readonly value: number };
  readonly to?: { readonly value: number };
}

describeWithKafka('reading what was published, through Kafka', () => {
  let database: TestDatabase;
  let services: Record<'publisher' | 'relay' | 'projector' | 'reader', RunningService>;
  let first: PublishAnswer['body'];
  let last: PublishAnswer['body'];

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    const kafka = { KAFKA_BROKERS: testBrokers(), NEWSLEDGER_TOPIC: database.name };
    const start = (name: 'publisher' | 'relay' | 'projector' | 'reader') =>
      startService(name, { DATABASE_URL: database.urlOf(name), ...kafka }, { awaitReady: false });
    const [publisher, relay, projector, reader] = await Promise.all([
      start('publisher'),
      start('relay'),
      start('projector'),
      start('reader'),
    ]);
    services = { publisher, relay, projector, reader };
    const send = async (events: readonly object[]) =>
      (await publish({ url: publisher.url, key: database.key, story: 'troops', events })).body;
    first = await send([opened('open'), issued('a', 3_000)]);
    await send([stated('s')]);
    last = await send([revised('b', 'a', 10_000), corrected('c', 's', { proposition: 'Troops have not moved' })]);
  }, 60_000);

  afterAll(() => Promise.all(Object.values(services).map((service) => service.kill('SIGTERM'))));

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(services.reader.url + path, { headers });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as never,
    };
  };

  const story = async (query = '') =>
    (await get(`/v1/stories/troops${query}`)).body as {
      version: number;
      estimates: { id: string; status: string; revisedBy?: string; data: { quantity: { value: number } } }[];
      statements: { data: { proposition: string } }[];
      counts: Record<string, number>;
    };

  test('a reader that names the position of its publish sees that publish', async () => {
    const answer = await until('the projector is there', async () => {
      const one = await get(`/v1/stories/troops?minPosition=${last.position}`);
      return one.status === 503 ? undefined : one;
    });
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get('newsledger-position'))).toBeGreaterThanOrEqual(last.position);
    const { version, estimates, statements, counts } = await story();
    expect(version).toBe(5);
    expect(estimates.map(({ id, status, data }) => [id, status, data.quantity.value])).toEqual([
      ['b', 'current', 10_000],
      ['a', 'superseded', 3_000],
    ]);
    expect(statements[0]?.data.proposition).toBe('Troops have not moved');
    expect(counts).toMatchObject({ estimates: 2, statements: 1, sources: 0, corrections: 1, claims: 0 });
  });

  test('a story can be read as it was known at a position, a version and a time', async () => {
    for (const asOf of [String(first.position), 'version:2', first.recordedAt]) {
      const { version, estimates } = await story(`?asOf=${asOf}`);
      expect([version, estimates.map(({ status }) => status)]).toEqual([2, ['current']]);
    }
    const before = await get(`/v1/stories/troops?asOf=${first.position - 2}`);
    expect([before.status, before.body['code']]).toEqual([404, 'story-unknown']);
  });

  test('moments that cannot be have one answer each', async () => {
    const code = async (path: string) => {
      const { status, body } = await get(path);
      return [status, (body as { code: string }).code];
    };
    expect(await code('/v1/stories/troops?asOf=soon')).toEqual([400, 'invalid-query']);
    expect(await code('/v1/stories/troops?asOf=2999-01-01T00:00:00Z')).toEqual([400, 'moment-in-future']);
    expect(await code('/v1/stories/troops?asOf=version:99')).toEqual([404, 'version-unknown']);
    expect(await code(`/v1/stories/troops?minPosition=999999`)).toEqual([503, 'position-not-reached']);
    expect(await code('/v1/stories/troops?epoch=other')).toEqual([409, 'epoch-differs']);
    expect(await code('/v1/stories/troops?colour=red')).toEqual([400, 'invalid-query']);
    expect(await code('/v1/stories/nothing-here')).toEqual([404, 'story-unknown']);
    expect(await code('/v1/stories/NOT-A-SLUG')).toEqual([400, 'invalid-story-id']);
    expect(await code('/nowhere')).toEqual([404, 'route-unknown']);
  });

  test('the changes tell the revision, from what to what, in a sentence made from the data', async () => {
    const { body } = await get(`/v1/stories/troops/changes?from=${first.position}`);
    const { changes } = body as { changes: Told[] };
    expect(changes.map(({ change }) => change)).toEqual(['revised', 'stated', 'corrected']);
    const revision = changes[0]!;
    expect([revision.from?.value, revision.to?.value]).toEqual([3_000, 10_000]);
    expect(revision.sentence).toContain('from 3,000 to about 10,000 troops, about 7,000 more');
    expect(revision.sentence).toContain('a revision, not a correction');
    expect(changes[2]!.sentence).toContain('We misread the source');
    const none = await get(`/v1/stories/troops/changes?from=${last.position}`);
    expect((none.body as { changes: Told[] }).changes).toEqual([]);
  });

  test('lists are paged by a cursor, to their end', async () => {
    const ids: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/v1/stories/troops/changes?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page = body as { changes: Told[]; cursor?: string };
      ids.push(...page.changes.map(({ id }) => id));
      cursor = page.cursor ?? '';
    } while (cursor !== '');
    expect(ids).toEqual(['open', 'a', 'b', 's', 'c']);
  });

  test('the record can be published again as it is read', async () => {
    const { body } = await get('/v1/stories/troops/events');
    const { events } = body as {
      events: { id: string; type: string; data: object; recordedBy: string; commit: number }[];
    };
    expect(events.map(({ id }) => id)).toEqual(['open', 'a', 's', 'b', 'c']);
    expect(events[0]?.commit).toBe(first.position);
    const copy = events.map(({ id, type, data }) => ({ id, type, data }));
    const answer = await publish({ url: services.publisher.url, key: database.key, story: 'copy', events: copy });
    expect(answer.status).toBe(201);
    const all = await get(`/v1/events?after=${first.position}&limit=2`);
    expect((all.body as { events: { id: string }[] }).events.map(({ id }) => id)).toEqual(['s', 'b']);
  });

  test('an unchanged story is not sent twice, and its tag serves as an expectation', async () => {
    const { headers } = await get('/v1/stories/troops');
    const tag = headers.get('etag') ?? '';
    expect(tag).toMatch(/^"5-/);
    expect((await get('/v1/stories/troops', { 'if-none-match': tag })).status).toBe(304);
    const { status } = await publish({
      url: services.publisher.url,
      key: database.key,
      story: 'troops',
      events: [stated('tagged')],
      headers: { 'if-match': tag },
    });
    expect(status).toBe(201);
  });

  test('stories are listed by their latest change', async () => {
    const answer = await publish({
      url: services.publisher.url,
      key: database.key,
      story: 'newest',
      events: [opened('o')],
    });
    await get(`/v1/stories/newest?minPosition=${answer.body.position}`);
    const { body } = await get('/v1/stories?limit=1');
    const { stories, cursor } = body as { stories: { story: string }[]; cursor: string };
    expect(stories.map((one) => one.story)).toEqual(['newest']);
    const next = await get(`/v1/stories?limit=1&cursor=${cursor}`);
    expect((next.body as { stories: { story: string }[] }).stories[0]?.story).not.toBe('newest');
  });

  test('every service tells its own readiness', async () => {
    for (const [name, service] of Object.entries(services)) {
      const ready = await fetch(`${service.url}/health/ready`);
      const { services: told } = (await ready.json()) as { services: Record<string, { since: string }> };
      expect([name, ready.status, Object.keys(told)]).toEqual([name, 200, [name]]);
      expect((await fetch(`${service.url}/health/live`)).status).toBe(200);
    }
  });
});
