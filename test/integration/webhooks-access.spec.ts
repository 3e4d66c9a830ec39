import { askCourier, startCourierHouse } from '../parts/courier-house.js';
import type { CourierHouse } from '../parts/courier-house.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { startReceiver } from '../parts/webhook-receiver.js';
import type { WebhookReceiver } from '../parts/webhook-receiver.js';

const url = 'https://hook.example/';
const nowhere = `wh_${'0'.repeat(32)}`;
const changes = ['pause', 'resume', 'rotate', 'test', 'retry', 'replay'];

describe('the API of webhooks, where targets must be public', () => {
  let house: CourierHouse;
  let courier: RunningService;
  let receiver: WebhookReceiver;
  let key: string;
  let admin: string;

  beforeAll(async () => {
    house = await startCourierHouse(testPostgres());
    [courier, receiver] = await Promise.all([house.startCourier({ NEWSLEDGER_WEBHOOK_TARGETS: '' }), startReceiver()]);
    key = (await house.makeKey('read')).secret;
    admin = (await house.makeKey('admin')).secret;
  }, 60_000);

  afterAll(async () => {
    await Promise.all([house.stop(), receiver.stop()]);
  });

  const routes = [
    'GET ',
    'POST ',
    `GET /${nowhere}`,
    `DELETE /${nowhere}`,
    `GET /${nowhere}/deliveries`,
    ...changes.map((change) => `POST /${nowhere}/${change}`),
  ];

  test('opens no route without a key that may read', async () => {
    for (const [secret, status, code] of [
      [undefined, 401, 'key-missing'],
      ['nl_wrong', 401, 'key-unknown'],
      [house.database.key, 403, 'key-lacks-scope'],
    ] as const) {
      for (const route of routes) {
        const answer = await askCourier(courier, secret, route);
        expect([route, answer.status, answer.body.code]).toEqual([route, status, code]);
      }
    }
  });

  test('shows a key its own webhooks and nobody else’s, and an admin all', async () => {
    const other = (await house.makeKey('read')).secret;
    const { body: mine } = await askCourier(courier, key, 'POST', { url });
    for (const route of [
      `GET /${mine.id}`,
      `GET /${mine.id}/deliveries`,
      ...changes.map((one) => `POST /${mine.id}/${one}`),
      `DELETE /${mine.id}`,
    ]) {
      const answer = await askCourier(courier, other, route, route.endsWith('replay') ? { after: 0 } : undefined);
      expect([route, answer.status, answer.body.code]).toEqual([route, 404, 'webhook-unknown']);
    }
    expect((await askCourier(courier, other, 'GET ')).body.webhooks).toEqual([]);
    const { body: theirs } = await askCourier(courier, other, 'POST', { url });
    expect((await askCourier(courier, key, 'GET ')).body.webhooks.map(({ id }) => id)).toEqual([mine.id]);
    const all = await askCourier(courier, admin, 'GET ?limit=1');
    const rest = await askCourier(courier, admin, `GET ?cursor=${all.body.cursor}`);
    expect([...all.body.webhooks, ...rest.body.webhooks].map(({ id }) => id)).toEqual([mine.id, theirs.id]);
    expect((await askCourier(courier, admin, `POST /${theirs.id}/pause`)).body).toMatchObject({ state: 'paused' });
    expect((await askCourier(courier, admin, `DELETE /${mine.id}`)).status).toBe(204);
  });

  test('gives a key a hundred webhooks and no more, also when they are asked for at once', async () => {
    const { secret } = await house.makeKey('read');
    const answers = await Promise.all(Array.from({ length: 110 }, () => askCourier(courier, secret, 'POST', { url })));
    expect(answers.filter(({ status }) => status === 201).length).toBe(100);
    expect(answers.filter(({ body }) => body.code === 'too-many-webhooks').length).toBe(10);
  });

  test.each([
    ['POST ', { url: 'http://hook.example/' }, 422, '/url'],
    ['POST ', { url: 'https://169.254.169.254/' }, 422, '/url'],
    ['POST ', { url, colour: 'red' }, 422, '/colour'],
    ['POST ', '{', 400, ''],
    ['POST ?colour=red', { url }, 400, 'colour'],
    ['GET ?limit=0', undefined, 400, 'limit'],
    ['GET ?cursor=x', undefined, 400, 'cursor'],
    ['GET ?limit=1&limit=2', undefined, 400, 'limit'],
    [`GET /${nowhere}/deliveries?cursor=wh`, undefined, 400, 'cursor'],
    [`POST /${nowhere}/replay`, { after: -1 }, 422, '/after'],
    [`POST /${nowhere}/replay`, { after: 10 ** 12 }, 422, '/after'],
    ['POST ', { url, after: 10 ** 12 }, 422, '/after'],
  ])('names what is wrong with %s %j', async (asked, body, status, pointer) => {
    const answer = await askCourier(courier, key, asked, body);
    expect([answer.status, answer.body.errors[0]?.pointer]).toEqual([status, pointer]);
  });

  test.each(['/wh_1', '/%00', "/'; drop table webhook; --", `/${'a'.repeat(1_000)}`])(
    'has no webhook %s',
    async (id) => {
      expect((await askCourier(courier, key, `GET ${id}`)).body.code).toBe('webhook-unknown');
    },
  );

  test('never leads to this machine by a name', async () => {
    const { body } = await askCourier(courier, key, 'POST', { url: `https://localhost:${receiver.port}/` });
    await house.recordMany(1);
    const failing = await until('it fails', async () => {
      return (await askCourier(courier, key, `GET /${body.id}`)).body.failing;
    });
    expect(failing.error).toMatch(/^(it leads to no public address|the name .*)$/);
    expect((await askCourier(courier, key, `POST /${body.id}/test`)).body).toMatchObject({ delivered: false });
    expect(receiver.connections()).toBe(0);
  });

  test('says that it is ready, and what it needs', async () => {
    const response = await fetch(`${courier.url}/health/ready`);
    const { services } = (await response.json()) as { services: { courier: { ready: boolean; detail: string } } };
    expect(services.courier).toMatchObject({ ready: true });
  });
});
