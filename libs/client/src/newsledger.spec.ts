import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Newsledger, NewsledgerError } from './index.js';
import type { EventToPublish } from './index.js';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server does with one request: answers, or breaks the connection, before or within its answer. */
type Reply =
  | { readonly status: number; readonly body: object | string; readonly headers?: Readonly<Record<string, string>> }
  | 'hang'
  | 'break'
  | 'break-within';

const problem = (code: string, status: number, retryable: boolean, more: object = {}) => ({
  status,
  body: { type: `urn:newsledger:error:${code}`, title: code, status, detail: 'So it is.', code, retryable, ...more },
  headers: { 'content-type': 'application/problem+json' },
});
const published: Reply = { status: 201, body: { story: 'one', version: 1, position: 1, events: [] } };
const opened: EventToPublish = { type: 'StoryOpened', data: { title: 'One', language: 'en' } };

describe('the client', () => {
  const stops: (() => void)[] = [];

  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  const open = async (replies: readonly Reply[], timing = {}) => {
    const asked: Asked[] = [];
    const rest = [...replies];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push({ method: request.method, url: request.url, headers: request.headers, body });
        const reply = rest.shift() ?? 'hang';
        if (reply === 'hang') return;
        if (reply === 'break') return request.socket.destroy();
        if (reply === 'break-within') {
          response.writeHead(201, { 'content-length': 100 });
          return response.write('{"story":', () => request.socket.destroy());
        }
        const written = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
        return response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers }).end(written);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(() => {
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/press/`;
    const client = new Newsledger({ url, key: 'nl_key', timing: { firstPause: 2, ...timing } });
    return { client, asked };
  };

  const failure = (work: Promise<unknown>): Promise<NewsledgerError> =>
    work.then(
      () => Promise.reject(new Error('it did not fail')),
      (error: unknown) => error as NewsledgerError,
    );

  test('publishes by the same request until it is answered', async () => {
    const { client, asked } = await open(
      [
        'break',
        problem('ledger-unavailable', 503, true),
        'hang',
        'break-within',
        problem('rate-limited', 429, true),
        problem('internal-error', 500, true),
        { status: 502, body: '<p>Bad gateway' },
        published,
      ],
      { oneTry: 200 },
    );
    expect(await client.publish('one', [opened], { expectedVersion: 3 })).toEqual(published.body);
    expect(asked).toHaveLength(8);
    const { 'idempotency-key': key, authorization, 'if-match': ifMatch } = asked[0]!.headers;
    expect([key, authorization, ifMatch]).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), 'Bearer nl_key', '"3"']);
    const sent = asked.map(({ method, url, body, headers }) => [method, url, body, headers['idempotency-key']]);
    expect(sent).toEqual(
      sent.map(() => ['POST', '/press/v1/stories/one/events', JSON.stringify({ events: [opened] }), key]),
    );
  });

  test('gives each publish a key of its own, or the one that it is given', async () => {
    const { client, asked } = await open([published, published, published]);
    await client.publish('one', [opened]);
    await client.publish('one', [opened], { expectedVersion: 0 });
    await client.publish('one', [opened], { idempotencyKey: 'mine', dryRun: true, correlationId: 'c' });
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('mine');
    expect(asked[1]?.headers['if-none-match']).toBe('*');
    expect(asked[2]).toMatchObject({ url: '/press/v1/stories/one/events?dryRun=true' });
    expect(JSON.parse(asked[2]!.body)).toEqual({ events: [opened], correlationId: 'c' });
  });

  test('tries no refusal again, and tells it whole', async () => {
    const errors = [{ pointer: '/events/0/id', code: 'event-id', detail: 'must be an id' }];
    const { client, asked } = await open([problem('invalid-events', 422, false, { errors, currentVersion: 4 })]);
    const error = await failure(client.publish('one', [opened]));
    expect(error).toBeInstanceOf(NewsledgerError);
    const { code, status, retryable, problem: whole, message } = error;
    expect({ code, status, retryable, errors: error.errors }).toEqual({
      code: 'invalid-events',
      status: 422,
      retryable: false,
      errors,
    });
    expect([whole.currentVersion, message, asked.length]).toEqual([4, 'invalid-events: So it is.', 1]);
  });

  test('never comes again before the server asks it to', async () => {
    const busy = { ...problem('overloaded', 503, true), headers: { 'retry-after': '1' } };
    const { client } = await open([busy, published]);
    const began = performance.now();
    await client.publish('one', [opened]);
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
  });

  test('gives up when its patience is over, with the last error', async () => {
    const busy = { ...problem('overloaded', 503, true), headers: { 'retry-after': '60' } };
    const { client, asked } = await open([busy], { patience: 5_000 });
    expect(await failure(client.publish('one', [opened]))).toMatchObject({ code: 'overloaded', retryAfterMs: 60_000 });
    expect(asked).toHaveLength(1);
    const away = new Newsledger({ url: 'http://127.0.0.1:1', timing: { patience: 50, firstPause: 5 } });
    expect(await failure(away.story('one').read())).toMatchObject({ code: 'unreachable', status: 0, retryable: true });
  });

  test('ends by its signal, while it waits for an answer or to try again', async () => {
    const { client } = await open(['hang', 'break'], { firstPause: 60_000, patience: 600_000 });
    const read = () => client.story('one').read({ signal: AbortSignal.timeout(100) });
    await expect(read()).rejects.toMatchObject({ name: 'TimeoutError' });
    await expect(read()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('asks what it is asked, and reads pages one after the other, as they are needed', async () => {
    const page = (cursor?: string): Reply => ({
      status: 200,
      body: { story: 'one', claims: [{ id: `c${cursor ?? ''}` }], ...(cursor === undefined ? {} : { cursor }) },
    });
    const { client, asked } = await open([page('a&b'), page(), page('more')]);
    const ids: string[] = [];
    for await (const { id } of client.story('one').claims({ asOf: 'version:2', limit: 1 })) ids.push(id);
    for await (const { id } of client.story('one').claims()) {
      ids.push(id);
      break;
    }
    expect(ids).toEqual(['ca&b', 'c', 'cmore']);
    expect(asked.map(({ url }) => url?.replace('/press/v1/stories/one/claims', ''))).toEqual([
      '?asOf=version%3A2&limit=1',
      '?asOf=version%3A2&limit=1&cursor=a%26b',
      '',
    ]);
  });

  test('asks nothing of an address that would lead elsewhere', async () => {
    const { client, asked } = await open([]);
    await expect(client.story('..').read()).rejects.toThrow('no address can name the story ".."');
    await expect(client.story('').read()).rejects.toThrow(RangeError);
    await open([problem('story-unknown', 404, false)]).then(async (other) => {
      expect(await failure(other.client.story('a/b?c').read())).toMatchObject({ code: 'story-unknown' });
      expect(other.asked[0]?.url).toBe('/press/v1/stories/a%2Fb%3Fc');
    });
    expect(asked).toEqual([]);
  });

  test('says at once that a key cannot be sent', () => {
    expect(() => new Newsledger({ url: 'http://127.0.0.1', key: 'a\nb' })).toThrow('invalid header value');
  });

  test('tells what is no answer of Newsledger', async () => {
    const { client } = await open([
      { status: 200, body: '<p>Welcome' },
      { status: 404, body: 'none' },
    ]);
    expect(await failure(client.story('one').read())).toMatchObject({ code: 'unreadable', status: 200 });
    expect(await failure(client.story('one').read())).toMatchObject({ code: 'unreadable', status: 404 });
  });
});
