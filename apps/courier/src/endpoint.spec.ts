import { until } from '../../../test/parts/until.js';
import { answer, burdens, startReceiver } from '../../../test/parts/webhook-receiver.js';
import type { WebhookReceiver } from '../../../test/parts/webhook-receiver.js';
import { Endpoint } from './endpoint.js';
import type { Answer } from './endpoint.js';

const limits = { connectMs: 300, wholeMs: 600, restMs: 200, restBytes: 1_000 };

describe('an endpoint', () => {
  let receiver: WebhookReceiver;
  const opened: Endpoint[] = [];

  beforeEach(async () => {
    receiver = await startReceiver();
  });

  afterEach(async () => {
    for (const endpoint of opened.splice(0)) endpoint.close();
    await receiver.stop();
  });

  const open = (path: string, url = receiver.url): Endpoint => {
    const find = () => Promise.resolve(['127.0.0.1']);
    const endpoint = new Endpoint({ url: url + path, targets: 'any', find, limits });
    opened.push(endpoint);
    return endpoint;
  };
  const post = (endpoint: Endpoint, signal = new AbortController().signal) =>
    endpoint.post({}, '{"position":1}', signal);

  test.each<[string, Answer]>([
    ['fails', { status: 500, error: 'it answered 500' }],
    ['hangs', { error: 'there was no answer within 0.6 s' }],
    ['resets', { error: 'the connection was closed without an answer' }],
    ['dripsHeaders', { error: 'there was no answer within 0.6 s' }],
    ['dripsBody', { status: 200 }],
    ['pours', { status: 500, error: 'it answered 500' }],
    ['switches', { status: 101, error: 'it answered 101' }],
    ['redirects', { status: 302, error: 'it answered 302, and redirects are not followed' }],
  ])('that %s is answered so, and in time', async (name, wanted) => {
    receiver.answers.set('/', burdens[name]!);
    const begun = performance.now();
    expect(await post(open('/'))).toEqual(wanted);
    expect(performance.now() - begun).toBeLessThan(limits.wholeMs + 400);
    expect(receiver.received('/inside')).toEqual([]);
  });

  test('that pours is left after some bytes, and not only in time', async () => {
    receiver.answers.set('/', burdens['pours']!);
    const find = () => Promise.resolve(['127.0.0.1']);
    const patient = new Endpoint({ url: receiver.url, targets: 'any', find, limits: { ...limits, restMs: 60_000 } });
    expect(await post(patient)).toEqual({ status: 500, error: 'it answered 500' });
    const sent = await until('the connection is closed', () => receiver.bytesSent() || undefined);
    // What the buffers of both ends take.
    expect(sent).toBeLessThan(32 * 1024 * 1024);
    patient.close();
  });

  test('is told what to do by the status', async () => {
    const statuses = [200, 202, 299, 304, 400, 404, 410, 429, 503];
    const answered: (string | undefined)[] = [];
    for (const status of statuses) {
      receiver.answers.set('/', answer(status, { 'retry-after': '7' }));
      const { error, retryAfterMs } = await post(open('/'));
      answered.push(error);
      expect(retryAfterMs).toBe(error === undefined ? undefined : 7_000);
    }
    expect(answered.map((error) => error === undefined)).toEqual([true, true, true, ...Array<boolean>(6).fill(false)]);
  });

  test('keeps its connection between deliveries, and opens another where the receiver closed it', async () => {
    const endpoint = open('/');
    for (let count = 0; count < 3; count += 1) expect(await post(endpoint)).toEqual({ status: 204 });
    expect(receiver.connections()).toBe(1);
    receiver.answers.set('/', (response, request) => {
      response.writeHead(200).end();
      setImmediate(() => request.socket.resetAndDestroy());
    });
    for (let count = 0; count < 5; count += 1) expect(await post(endpoint)).toMatchObject({ status: 200 });
  });

  test('that is not there, or does not take connections, is a failure', async () => {
    const { port } = receiver;
    await receiver.stop();
    expect(await post(open('/', `http://127.0.0.1:${port}`))).toEqual({ error: 'nothing listens there' });
    const find = () => new Promise<readonly string[]>(() => undefined);
    const nowhere = new Endpoint({ url: 'http://slow.example/', targets: 'any', find, limits });
    expect(await post(nowhere)).toEqual({ error: 'there was no connection within 0.3 s' });
    nowhere.close();
    receiver = await startReceiver();
  });

  test('is left at once when the delivery is interrupted', async () => {
    receiver.answers.set('/', burdens['hangs']!);
    const interrupted = new AbortController();
    const posted = post(open('/'), interrupted.signal);
    interrupted.abort();
    expect(await posted).toEqual({ error: 'it was interrupted' });
    expect(await post(open('/'), interrupted.signal)).toEqual({ error: 'it was interrupted' });
  });
});
