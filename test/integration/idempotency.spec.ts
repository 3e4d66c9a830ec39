import { randomUUID } from 'node:crypto';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { issued, opened, stated } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';

const withoutId = (event: object) => ({ ...event, id: undefined });

describe('a publish with an Idempotency-Key', () => {
  let database: TestDatabase;
  let services: RunningService[];

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    const environment = { DATABASE_URL: database.urlOf('publisher') };
    services = await Promise.all([startService('publisher', environment), startService('publisher', environment)]);
  }, 60_000);

  afterAll(() => Promise.all(services.map((service) => service.kill('SIGTERM'))));

  const send = (at: number, story: string, events: readonly object[], headers = {}) =>
    publish({ url: services[at]!.url, key: database.key, story, events, headers });

  test('is answered as before when it comes again, in any process, before any expectation', async () => {
    const headers = { 'idempotency-key': randomUUID(), 'if-none-match': '*' };
    const first = await send(0, 'again', [opened('open'), withoutId(stated('s'))], headers);
    const again = await send(1, 'again', [opened('open'), withoutId(stated('s'))], headers);
    expect([first.status, first.headers.get('idempotent-replayed')]).toEqual([201, null]);
    expect([again.status, again.headers.get('idempotent-replayed'), again.body]).toEqual([201, 'true', first.body]);
  });

  test('is appended once when it comes many times at once, in two processes', async () => {
    await send(0, 'at-once', [opened('open')]);
    for (let turn = 0; turn < 10; turn += 1) {
      const headers = { 'idempotency-key': `turn-${turn}` };
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, at) => send(at % 2, 'at-once', [withoutId(stated('s'))], headers)),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(answers[0]!.body.version).toBe(turn + 2);
      expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
    }
  });

  test('is refused when other content came under the key, and not mixed up between stories', async () => {
    const headers = { 'idempotency-key': '"one"' };
    await send(0, 'content', [opened('open')], headers);
    const other = await send(1, 'content', [opened('other')], headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency-key-reused']);
    await expect(send(1, 'other-story', [opened('other')], headers)).resolves.toMatchObject({ status: 201 });
  });

  test('that was refused keeps nothing: the same key publishes once it fits', async () => {
    const headers = { 'idempotency-key': 'refused' };
    await expect(send(0, 'refused', [issued('a')], headers)).resolves.toMatchObject({ status: 409 });
    await send(0, 'refused', [opened('open')]);
    await expect(send(1, 'refused', [issued('a')], headers)).resolves.toMatchObject({ status: 201 });
  });

  test.each(['', 'a b', 'é', 'x'.repeat(256)])('is refused with the key "%s"', async (key) => {
    const { status, body } = await send(0, 'header', [opened('open')], { 'idempotency-key': key });
    expect([status, body.code]).toEqual([400, 'invalid-header']);
  });
});
