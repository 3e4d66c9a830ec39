import { Webhook } from 'standardwebhooks';
import { pruneAttempts } from '../../apps/courier/src/attempts.js';
import { retitled, opened, stated } from '../../libs/views/src/stored-examples.js';
import { askCourier, startCourierHouse } from '../parts/courier-house.js';
import type { CourierHouse } from '../parts/courier-house.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { answer, startReceiver } from '../parts/webhook-receiver.js';
import type { Received, WebhookReceiver } from '../parts/webhook-receiver.js';

describe('a webhook', () => {
  let house: CourierHouse;
  let courier: RunningService;
  let receiver: WebhookReceiver;
  let key: string;

  beforeAll(async () => {
    house = await startCourierHouse(testPostgres());
    [courier, receiver] = await Promise.all([house.startCourier(), startReceiver()]);
    key = (await house.makeKey('read')).secret;
  }, 60_000);

  afterAll(async () => {
    await Promise.all([house.stop(), receiver.stop()]);
  });

  const ask = (asked: string, body?: object) => askCourier(courier, key, asked, body);
  const make = async (path: string, more: object = {}) => {
    const { status, body } = await ask('POST', { url: receiver.url + path, ...more });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  };
  const read = async (id: string) => (await ask(`GET /${id}`)).body;
  const arrived = (path: string, count: number) =>
    until(`${count} deliveries at ${path}`, () => receiver.positions(path).length >= count && receiver.received(path));
  const verified = (secret: string, { headers, body }: Received) =>
    new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;

  test('delivers each event from now on, in order, as a signed CloudEvent', async () => {
    const before = await house.recordMany(3);
    const { id, secret, position } = await make('/order');
    expect([position, Buffer.from(secret.slice(6), 'base64').length]).toEqual([before, 32]);
    await house.recordMany(20);
    const deliveries = await arrived('/order', 20);
    expect(receiver.positions('/order')).toEqual(Array.from({ length: 20 }, (_, at) => before + at + 1));
    for (const delivery of deliveries) {
      const event = verified(secret, delivery);
      expect(delivery.headers['webhook-id']).toBe(`${id}_epoch_${delivery.position}`);
      expect(delivery.headers['content-type']).toBe('application/cloudevents+json');
      expect(event).toMatchObject({
        specversion: '1.0',
        type: 'newsledger.StoryRetitled.v1',
        source: 'urn:newsledger:main:troops',
        epoch: 'epoch',
        data: { title: `Title ${delivery.position - 1}` },
      });
    }
    await until('its place is known', async () => (await read(id)).position === before + 20);
    expect(JSON.stringify([await read(id), (await ask('GET ')).body])).not.toContain('whsec_');
    expect(courier.log()).not.toContain('whsec_');
  });

  test('is signed with both secrets for a day after its secret was rotated', async () => {
    const { id, secret } = await make('/rotated');
    const { body: rotated } = await ask(`POST /${id}/rotate`);
    await house.recordMany(1);
    const [delivery] = await arrived('/rotated', 1);
    for (const one of [secret, rotated.secret]) expect(verified(one, delivery!)).toHaveProperty('data');
    await house.tables.query(`update webhook set previous_until = clock_timestamp() where id = $1`, [id]);
    await house.recordMany(1);
    const [, later] = await arrived('/rotated', 2);
    expect(verified(rotated.secret, later!)).toHaveProperty('data');
    expect(() => verified(secret, later!)).toThrow();
  });

  test('gets what passes its filter, of the past too, and knows how far it is', async () => {
    const from = await house.record({ ...opened('o-one'), story: 'one' });
    const last = await house.record(
      { ...stated('s-one'), story: 'one' },
      { ...retitled('t-one', 'Another'), story: 'one' },
      { ...opened('o-two'), story: 'two' },
      { ...stated('s-two'), story: 'two' },
    );
    const filters = {
      stories: [{ stories: ['one'] }, [from, from + 1, from + 2]],
      types: [{ types: ['StatementIssued'] }, [from + 1, from + 4]],
      parties: [{ parties: ['us-dod'] }, [from + 1, from + 4]],
      all: [{ stories: ['two'], types: ['StatementIssued'], parties: ['sabrina-singh'] }, [from + 4]],
      none: [{ stories: ['three'] }, []],
    } as const;
    for (const [name, [filter, positions]] of Object.entries(filters)) {
      const { id } = await make(`/filter-${name}`, { ...filter, after: from - 1 });
      await until('all is looked through', async () => (await read(id)).position === last);
      expect([name, receiver.positions(`/filter-${name}`)]).toEqual([name, positions]);
    }
  });

  test('tries again what failed, in order, and tells its owner', async () => {
    receiver.answers.set('/failing', answer(503, { 'retry-after': '120' }));
    const { id } = await make('/failing');
    const last = await house.recordMany(2);
    const failing = await until('it fails', async () => (await read(id)).failing);
    expect(failing).toMatchObject({ attempts: 1, error: 'it answered 503' });
    const wait = Date.parse(failing.nextAttemptAt ?? '') - Date.now();
    expect(wait).toBeGreaterThan(100_000);
    expect(wait).toBeLessThan(121_000);
    receiver.answers.delete('/failing');
    expect((await ask(`POST /${id}/retry`)).status).toBe(200);
    await arrived('/failing', 3);
    expect(receiver.positions('/failing')).toEqual([last - 1, last - 1, last]);
    const ids = receiver.received('/failing').map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    await until('it fails no more', async () => (await read(id)).failing === undefined);
    const page = (await ask(`GET /${id}/deliveries?limit=2`)).body;
    const rest = (await ask(`GET /${id}/deliveries?cursor=${page.cursor}`)).body;
    expect([...page.deliveries, ...rest.deliveries]).toMatchObject([
      { position: last, attempt: 1, outcome: 'delivered', status: 204 },
      { position: last - 1, attempt: 2, outcome: 'delivered', status: 204 },
      { position: last - 1, attempt: 1, outcome: 'failed', status: 503, error: 'it answered 503', story: 'troops' },
    ]);
  });

  test('is paused after three days of failing, and goes on where it was when it is resumed', async () => {
    receiver.answers.set('/days', answer(500));
    const { id } = await make('/days');
    const last = await house.recordMany(1);
    await until('it fails', async () => (await read(id)).failing);
    await house.tables.query(
      `update webhook set failing_since = clock_timestamp() - interval '73 hours' where id = $1`,
      [id],
    );
    await ask(`POST /${id}/retry`);
    const paused = await until('it is paused', async () => {
      const webhook = await read(id);
      return webhook.state === 'paused' && webhook;
    });
    expect(paused).toMatchObject({ reason: 'failing', failing: { attempts: 2, error: 'it answered 500' } });
    expect((await ask(`POST /${id}/retry`)).body.code).toBe('webhook-paused');
    receiver.answers.delete('/days');
    expect((await ask(`POST /${id}/resume`)).body).toMatchObject({ state: 'active' });
    await arrived('/days', 3);
    expect(receiver.positions('/days')).toEqual([last, last, last]);
  });

  test('ends for good when the receiver answers 410', async () => {
    receiver.answers.set('/gone', answer(410));
    const { id } = await make('/gone');
    await house.recordMany(2);
    await until('it ended', async () => (await read(id)).state === 'ended');
    expect(receiver.received('/gone').length).toBe(1);
    expect(await read(id)).toMatchObject({ reason: 'gone' });
    for (const change of ['pause', 'resume', 'retry']) {
      expect((await ask(`POST /${id}/${change}`)).body.code).toBe('webhook-ended');
    }
  });

  test('can be paused, resumed, replayed from a position and deleted', async () => {
    const { id } = await make('/steered');
    expect((await ask(`POST /${id}/pause`)).body).toMatchObject({ state: 'paused', reason: 'asked' });
    const last = await house.recordMany(2);
    const { id: other } = await make('/beside', { after: last - 2 });
    await arrived('/beside', 2);
    expect(receiver.positions('/steered')).toEqual([]);
    await ask(`POST /${id}/resume`);
    await arrived('/steered', 2);
    await until('it is there', async () => (await read(id)).position === last);
    await ask(`POST /${id}/replay`, { after: last - 1 });
    await arrived('/steered', 3);
    expect(receiver.positions('/steered')).toEqual([last - 1, last, last]);
    for (const one of [id, other]) expect((await ask(`DELETE /${one}`)).status).toBe(204);
    expect((await ask(`GET /${id}`)).body.code).toBe('webhook-unknown');
  });

  test('proves its endpoint by a test, which is in no record', async () => {
    const { id, secret } = await make('/tested');
    expect((await ask(`POST /${id}/test`)).body).toMatchObject({ delivered: true, status: 204 });
    const [delivery] = receiver.received('/tested');
    expect(verified(secret, delivery!)).toMatchObject({ type: 'newsledger.WebhookTested.v1', data: { webhook: id } });
    receiver.answers.set('/tested', answer(404));
    expect((await ask(`POST /${id}/test`)).body).toMatchObject({
      delivered: false,
      status: 404,
      error: 'it answered 404',
    });
    expect((await ask(`GET /${id}/deliveries`)).body.deliveries.map(({ outcome }) => outcome)).toEqual([
      'failed',
      'delivered',
    ]);
  });

  test('keeps its latest 500 attempts, for thirty days', async () => {
    const { id } = await make('/pruned');
    const fill = (count: number, age: string) =>
      house.tables.query(
        `insert into attempt (webhook, at, number, outcome, duration_ms)
         select $1::text, clock_timestamp() - $3::interval, 1, 'failed', 1 from generate_series(1, $2::integer)`,
        [id, count, age],
      );
    await fill(600, '0');
    const last = await house.recordMany(1);
    const kept = async () => {
      const { rows } = await house.tables.query<{ kept: number; latest: number }>(
        `select count(*)::integer as kept, max(position) as latest from attempt where webhook = $1`,
        [id],
      );
      return rows[0];
    };
    await until('the oldest are forgotten', async () => (await kept())?.kept === 500);
    expect(await kept()).toEqual({ kept: 500, latest: last });
    await fill(1_500, '31 days');
    await pruneAttempts(house.tables);
    expect((await kept())?.kept).toBe(500);
  });

  test('stops with the key that made it', async () => {
    const { id: keyId, secret } = await house.makeKey('read');
    const { body } = await askCourier(courier, secret, 'POST', { url: `${receiver.url}/revoked` });
    await house.keys.query(`update key set revoked_at = clock_timestamp() where id = $1`, [keyId]);
    await house.recordMany(1);
    const { rows } = await until('it is paused', async () => {
      const found = await house.tables.query(`select reason from webhook where id = $1 and state = 'paused'`, [
        body.id,
      ]);
      return found.rowCount === 1 && found;
    });
    expect([rows, receiver.positions('/revoked')]).toEqual([[{ reason: 'key-ended' }], []]);
  });
});
