import type { ServerResponse } from 'node:http';
import { askCourier, startCourierHouse } from '../parts/courier-house.js';
import type { CourierHouse } from '../parts/courier-house.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { startReceiver } from '../parts/webhook-receiver.js';
import type { WebhookReceiver } from '../parts/webhook-receiver.js';

describe('a claim of a webhook', () => {
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

  const make = async (path: string) => (await askCourier(courier, key, 'POST', { url: receiver.url + path })).body;
  const read = async (id: string) => (await askCourier(courier, key, `GET /${id}`)).body;

  test('that has lapsed changes nothing of the one after it, also where the same courier holds both', async () => {
    const open: ServerResponse[] = [];
    receiver.answers.set('/late', (response) => void open.push(response));
    const { id } = await make('/late');
    const last = await house.recordMany(1);
    await until('the first is on its way', () => open.length === 1);
    const leased = `select lease from webhook where id = $1::text`;
    const leaseNow = async () => (await house.tables.query<{ lease: string | null }>(leased, [id])).rows[0]?.lease;
    const lease = await leaseNow();
    await until('it is claimed again', async () => {
      // The claim may be renewed between this and the next look for what has lapsed.
      const lapse = `update webhook set lease_until = clock_timestamp() - interval '1 second'
        where id = $1::text and lease = $2::text`;
      await house.tables.query(lapse, [id, lease]);
      return open.length > 1;
    });
    const [late, ...latest] = open;
    late?.writeHead(410).end();
    await until('the first is over', () => late?.req.socket.destroyed);
    for (const one of latest) one.writeHead(204).end();
    await until('the event is delivered', async () => (await read(id)).position === last);
    expect(await read(id)).toMatchObject({ state: 'active' });
    receiver.answers.delete('/late');
    await house.recordMany(1);
    await until('it goes on', async () => (await read(id)).position === last + 1);
    await until('it is let go', async () => (await leaseNow()) === null);
  }, 40_000);

  test('ends before old attempts are forgotten, which may take long', async () => {
    const { id } = await make('/tidied');
    await house.tables.query(
      `insert into attempt (webhook, number, outcome, duration_ms)
       select $1::text, 1, 'failed', 1 from generate_series(1, 600)`,
      [id],
    );
    const client = await house.tables.connect();
    try {
      await client.query('begin');
      await client.query(`select id from attempt where webhook = $1::text for update`, [id]);
      const free = `select from webhook where id = $1::text and lease is null`;
      for (const count of [1, 2]) {
        const last = await house.recordMany(1);
        await until(`${count} delivered`, async () => (await read(id)).position === last, 4_000);
        await until('it is let go', async () => (await house.tables.query(free, [id])).rowCount === 1, 4_000);
      }
    } finally {
      await client.query('rollback');
      client.release();
    }
  }, 40_000);
});
