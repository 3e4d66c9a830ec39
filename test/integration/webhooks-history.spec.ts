import { claim } from '../../apps/courier/src/claim.js';
import { askCourier, startCourierHouse } from '../parts/courier-house.js';
import type { CourierHouse } from '../parts/courier-house.js';
import { testPostgres } from '../parts/services.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { answer, startReceiver } from '../parts/webhook-receiver.js';
import type { WebhookReceiver } from '../parts/webhook-receiver.js';

describe('a webhook, where the record becomes another history', () => {
  let house: CourierHouse;
  let courier: RunningService;
  let receiver: WebhookReceiver;
  let key: string;

  beforeEach(async () => {
    house = await startCourierHouse(testPostgres());
    [courier, receiver] = await Promise.all([house.startCourier(), startReceiver()]);
    key = (await house.makeKey('read')).secret;
  }, 60_000);

  afterEach(async () => {
    await Promise.all([house.stop(), receiver.stop()]);
  });

  const ask = (asked: string, body?: object) => askCourier(courier, key, asked, body);
  const make = async (path: string, more: object = {}) => {
    const { status, body } = await ask('POST', { url: receiver.url + path, ...more });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  };
  const read = async (id: string) => (await ask(`GET /${id}`)).body;
  const at = (id: string, position: number) =>
    until(`it is at ${position}`, async () => (await read(id)).position === position);
  const paused = (id: string) =>
    until('it is paused', async () => {
      const webhook = await read(id);
      return webhook.state === 'paused' && webhook;
    });

  test('is paused and told so, whether its place is before the new end or beyond it', async () => {
    await house.recordMany(2);
    const { id: behind } = await make('/behind');
    const { id: beyond } = await make('/beyond');
    const { id: asked } = await make('/asked');
    await ask(`POST /${asked}/pause`);
    await house.recordMany(3);
    await Promise.all([at(behind, 5), at(beyond, 5)]);
    await house.tables.query(`update webhook set place = 1 where id = any($1::text[])`, [[behind, asked]]);
    await house.beginAnew('another', 4);
    for (const id of [behind, beyond]) {
      expect(await paused(id)).toMatchObject({ reason: 'epoch-differs', epoch: 'epoch' });
      expect((await ask(`POST /${id}/resume`)).body).toMatchObject({ code: 'epoch-differs' });
      expect((await ask(`POST /${id}/retry`)).body.code).toBe('webhook-paused');
    }
    expect(await read(asked)).toMatchObject({ reason: 'asked', epoch: 'epoch' });
    expect((await ask(`POST /${asked}/resume`)).body).toMatchObject({ code: 'epoch-differs' });
    const { id: made } = await make('/made', { after: 2 });
    await at(made, 4);
    expect(await read(made)).toMatchObject({ state: 'active', epoch: 'another' });
    for (const path of ['/behind', '/beyond']) expect([path, receiver.positions(path)]).toEqual([path, [3, 4, 5]]);
    expect([receiver.positions('/asked'), receiver.positions('/made')]).toEqual([[], [3, 4]]);
  }, 40_000);

  test('goes on from a position of the new one that it is told, with ids that were never sent', async () => {
    const { id } = await make('/replayed', { after: 0 });
    await house.recordMany(3);
    await at(id, 3);
    await house.beginAnew('another', 5);
    await paused(id);
    expect((await ask(`POST /${id}/replay`, { after: 1 })).body).toMatchObject({ state: 'active', epoch: 'another' });
    await at(id, 5);
    expect(receiver.positions('/replayed')).toEqual([1, 2, 3, 2, 3, 4, 5]);
    const sent = receiver.received('/replayed');
    const epochs = sent.map(({ body }) => (JSON.parse(body) as { epoch: string }).epoch);
    expect(epochs).toEqual(['epoch', 'epoch', 'epoch', 'another', 'another', 'another', 'another']);
    expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(7);
  }, 40_000);

  test('stays paused where its owner paused it, and goes on in the new one when it is resumed', async () => {
    const { id } = await make('/kept');
    await ask(`POST /${id}/pause`);
    await house.recordMany(2);
    await house.beginAnew('another', 2);
    expect((await ask(`POST /${id}/replay`, { after: 1 })).body).toMatchObject({ state: 'paused', reason: 'asked' });
    expect((await ask(`POST /${id}/resume`)).body).toMatchObject({ state: 'active', epoch: 'another' });
    await at(id, 2);
    expect(receiver.positions('/kept')).toEqual([2]);
  }, 40_000);

  test('is not moved in the new one by an answer to an event of the old one', async () => {
    const open: (() => void)[] = [];
    receiver.answers.set('/crossing', (response) => void open.push(() => response.writeHead(204).end()));
    const { id } = await make('/crossing', { after: 0 });
    await house.recordMany(1);
    await until('it is on its way', () => open.length === 1);
    await house.beginAnew('another', 2);
    await paused(id);
    await ask(`POST /${id}/replay`, { after: 0 });
    receiver.answers.set('/crossing', answer(204));
    open[0]?.();
    await at(id, 2);
    expect(receiver.positions('/crossing')).toEqual([1, 1, 2]);
  }, 40_000);

  test('cannot be claimed for another one than its own', async () => {
    await make('/claimed', { after: 0 });
    await courier.kill('SIGTERM');
    await house.recordMany(1);
    const room = { head: 1, free: 1, mostOfOwner: 1, inHand: new Map<string, number>() };
    expect(await claim(house.tables, { ...room, epoch: 'another' })).toEqual([]);
    await house.tables.query(`update webhook set epoch = 'epoch'`);
    expect(await claim(house.tables, { ...room, epoch: 'another' })).toEqual([]);
    expect(await claim(house.tables, { ...room, epoch: 'epoch' })).toMatchObject([{ place: 0, epoch: 'epoch' }]);
  }, 40_000);

  test('that has none takes the first that is seen, unless its place is beyond it', async () => {
    const { id } = await make('/first');
    expect((await read(id)).epoch).toBeUndefined();
    await house.recordMany(2);
    await at(id, 2);
    expect((await read(id)).epoch).toBe('epoch');
    expect(receiver.positions('/first')).toEqual([1, 2]);
    const { id: older } = await make('/older');
    await house.tables.query(`update webhook set epoch = null, place = case when id = $1::text then 2 else 9 end`, [
      older,
    ]);
    await until('it has one', async () => (await read(older)).epoch === 'epoch');
    expect((await read(id)).epoch).toBeUndefined();
  }, 40_000);
});
