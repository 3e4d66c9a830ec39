import { readFile } from 'node:fs/promises';
import { askCourier, startCourierHouse } from '../parts/courier-house.js';
import type { CourierHouse } from '../parts/courier-house.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { burdens, startReceiver } from '../parts/webhook-receiver.js';
import type { WebhookReceiver } from '../parts/webhook-receiver.js';

describe('many webhooks', () => {
  let house: CourierHouse;
  let receiver: WebhookReceiver;
  let key: string;

  beforeEach(async () => {
    house = await startCourierHouse(testPostgres());
    receiver = await startReceiver();
    key = (await house.makeKey('read')).secret;
  }, 60_000);

  afterEach(async () => {
    await house.stop();
    await receiver.stop();
  });

  const make = async (courier: RunningService, path: string, more: object = {}, maker = key) => {
    const { status, body } = await askCourier(courier, maker, 'POST', { url: receiver.url + path, ...more });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  };

  test('have each a place of their own: what is wrong with some holds up no other, and fills no memory', async () => {
    const courier = await house.startCourier();
    const bad = Object.keys(burdens);
    // More of them than one key may have delivered to at the same time.
    const other = (await house.makeKey('read')).secret;
    for (const name of bad) {
      receiver.answers.set(`/${name}`, burdens[name]!);
      for (let count = 0; count < 8; count += 1) await make(courier, `/${name}`, {}, other);
    }
    await make(courier, '/beside', {}, key);
    await make(courier, '/good', {}, other);
    const before = await memoryOf(courier.pid);
    const last = await house.recordMany(100);
    const wanted = Array.from({ length: last }, (_, at) => at + 1);
    // Of another key at once; of the same one before those that hang have been given up.
    await until('those beside are there', () => receiver.positions('/beside').length === last, 10_000);
    await until('the good one of the same key is there', () => receiver.positions('/good').length === last, 30_000);
    expect([receiver.positions('/beside'), receiver.positions('/good')]).toEqual([wanted, wanted]);
    const errors = await until(
      'all that is wrong is told',
      async () => {
        const { webhooks } = (await askCourier(courier, other, 'GET ')).body;
        const told = webhooks.flatMap(({ failing }) => failing?.error ?? []);
        return told.length === (bad.length - 1) * 8 && new Set(told);
      },
      60_000,
    );
    expect([...errors].sort()).toEqual([
      'it answered 101',
      'it answered 302, and redirects are not followed',
      'it answered 500',
      'the connection was closed without an answer',
      'there was no answer within 15 s',
    ]);
    expect(receiver.received('/inside')).toEqual([]);
    expect((await memoryOf(courier.pid)) - before).toBeLessThan(150);
  }, 120_000);

  test('are shared by two couriers without doubling, in order', async () => {
    const [one] = await Promise.all([house.startCourier(), house.startCourier()]);
    const paths = Array.from({ length: 30 }, (_, at) => `/shared-${at}`);
    for (const path of paths) await make(one, path);
    let last = 0;
    for (let round = 0; round < 10; round += 1) last = await house.recordMany(10);
    const wanted = Array.from({ length: last }, (_, at) => at + 1);
    for (const path of paths) {
      await until(`${path} is there`, () => receiver.positions(path).length >= last);
    }
    for (const path of paths) expect([path, receiver.positions(path)]).toEqual([path, wanted]);
    const { rows } = await house.tables.query(`select count(distinct (webhook, position))::integer as told,
      count(*)::integer as tries from attempt`);
    expect(rows).toEqual([{ told: 30 * last, tries: 30 * last }]);
  }, 60_000);

  test('are let go at once by a courier that stops, and what was on its way is no failure', async () => {
    const courier = await house.startCourier();
    receiver.answers.set('/hangs', burdens['hangs']!);
    await make(courier, '/hangs');
    await house.recordMany(1);
    await until('it is on its way', () => receiver.positions('/hangs').length === 1);
    await courier.kill('SIGTERM');
    expect(await courier.exited).toBe(0);
    const { rows } = await house.tables.query(`select place, failures, lease, (select count(*) from attempt) as tries
      from webhook`);
    expect(rows).toEqual([{ place: 0, failures: 0, lease: null, tries: 0 }]);
  }, 30_000);

  test('go on within seconds, without a gap, when one of two couriers is killed', async () => {
    const [killed, left] = await Promise.all([house.startCourier(), house.startCourier()]);
    const paths = Array.from({ length: 20 }, (_, at) => `/kept-${at}`);
    for (const path of paths) {
      // Slow enough that both are in the middle of all.
      receiver.answers.set(path, (response) => void setTimeout(() => response.writeHead(204).end(), 20));
      await make(left, path);
    }
    const last = await house.recordMany(150);
    await until('all are under way', () => paths.every((path) => receiver.positions(path).length > 20));
    for (const one of [killed, left]) await until('both deliver', () => isDelivering(one));
    await killed.kill('SIGKILL');
    const killedAt = Date.now();
    const counts = new Map(paths.map((path) => [path, receiver.positions(path).length]));
    await until('all go on', () =>
      paths.every((path) => receiver.positions(path).length > (counts.get(path) ?? 0) + 1),
    );
    expect(Date.now() - killedAt).toBeLessThan(8_000);
    const wanted = Array.from({ length: last }, (_, at) => at + 1);
    for (const path of paths) {
      await until(`${path} is there`, () => receiver.positions(path).at(-1) === last, 30_000);
      const positions = receiver.positions(path);
      expect([path, [...new Set(positions)]]).toEqual([path, wanted]);
      // What was on its way is sent once more, and nothing else.
      expect(positions.length - last).toBeLessThanOrEqual(1);
    }
  }, 90_000);
});

async function isDelivering({ url }: RunningService): Promise<boolean> {
  const { services } = (await (await fetch(`${url}/health/ready`)).json()) as {
    services: { courier: { detail: string } };
  };
  return services.courier.detail.startsWith('delivering');
}

/** MB that a process holds. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
