import { startStreamHouse } from '../../../../test/parts/stream-house.js';
import type { Entry, StreamHouse, Turn } from '../../../../test/parts/stream-house.js';
import { until } from '../../../../test/parts/until.js';
import { Newsledger, NewsledgerError } from '../index.js';
import type { FollowOptions, NewsledgerOptions } from '../index.js';

const plain: Entry = { story: 'one', ended: [], begun: [] };
const never = () => new Promise<never>(() => undefined);

const loops: Readonly<Record<string, (client: Newsledger, options: FollowOptions) => AsyncGenerator>> = {
  events: (client, options) => client.events(options),
  changes: (client, options) => client.changes(['one'], options),
  rows: (client, options) => client.story('one').rows(options),
};
const waits = ['for a token', 'for an answer', 'to come again'] as const;
const cases = Object.keys(loops).flatMap((loop) => waits.map((wait) => [loop, wait] as const));

describe('following ends at once', () => {
  const houses: StreamHouse[] = [];

  afterEach(() => Promise.all(houses.splice(0).map((house) => house.stop())));

  const open = async (options: Partial<NewsledgerOptions> = {}, turns: readonly Turn[] = []) => {
    const house = await startStreamHouse(turns[Symbol.iterator]());
    houses.push(house);
    const timing = { firstPause: 60_000, longestPause: 60_000 };
    return { house, client: new Newsledger({ url: house.url, timing, ...options }) };
  };

  /** A client that will wait so, and whether it does. */
  const openWaiting = async (wait: (typeof waits)[number]) => {
    let asked = 0;
    const hang = () => {
      asked += 1;
      return never();
    };
    const isAsked = () => asked > 0;
    switch (wait) {
      case 'for a token':
        return { ...(await open({ token: hang })), isWaiting: isAsked };
      case 'for an answer':
        return { ...(await open({ fetch: hang })), isWaiting: isAsked };
      case 'to come again':
        return { ...(await open({}, [{ kind: 'refuse', status: 503, retryAfter: 60 }])), isWaiting: undefined };
    }
  };

  const start = async (loop: string, wait: (typeof waits)[number], signal?: AbortSignal) => {
    const { house, client, isWaiting } = await openWaiting(wait);
    let isLost = false;
    const items = loops[loop]!(client, { signal, onLost: () => (isLost = true) });
    const next = items.next();
    next.catch(() => undefined);
    await until('it waits', isWaiting ?? (() => isLost));
    return { house, items, next };
  };

  test.each(cases)('%s by the signal, waiting %s', async (loop, wait) => {
    const controller = new AbortController();
    const { next } = await start(loop, wait, controller.signal);
    controller.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });

  test.each(cases)('%s by return(), waiting %s', async (loop, wait) => {
    const { items, next } = await start(loop, wait);
    expect(await items.return(undefined)).toEqual({ done: true, value: undefined });
    expect(await next).toEqual({ done: true, value: undefined });
    expect(await items.next()).toEqual({ done: true, value: undefined });
  });

  test('by return(), waiting for an event, and leaves no connection', async () => {
    const { house, client } = await open();
    const events = client.events();
    const next = events.next();
    await until('it is connected', () => house.openConnections() === 1);
    await events.return();
    expect(await next).toEqual({ done: true, value: undefined });
    await until('no connection is left', () => house.openConnections() === 0, 2_000);
  });

  test('by the signal, although more has come already', async () => {
    const { house, client } = await open();
    house.append(plain, plain, plain);
    const controller = new AbortController();
    const events = client.events({ after: 0, signal: controller.signal });
    expect((await events.next()).value).toMatchObject({ position: 1 });
    controller.abort(new Error('enough'));
    await until('no connection is left', () => house.openConnections() === 0, 2_000);
    await expect(events.next()).rejects.toThrow('enough');
  });

  test('by a signal that aborts before it starts, or while a token comes, and asks for nothing more', async () => {
    let asked = 0;
    const early = AbortSignal.abort(new Error('too late'));
    const during = new AbortController();
    const token = () => {
      asked += 1;
      during.abort(new Error('meanwhile'));
      return Promise.resolve('token');
    };
    const { house, client } = await open({ token });
    await expect(client.events({ signal: early }).next()).rejects.toThrow('too late');
    expect(asked).toBe(0);
    await expect(client.events({ signal: during.signal }).next()).rejects.toThrow('meanwhile');
    expect([asked, house.asked.length]).toEqual([1, 0]);
  });

  test('with the reason of the signal, although that is an error that may pass', async () => {
    const { house, client } = await open();
    const title = 'Busy';
    const problem = { type: 'busy', title, status: 503, detail: title, code: 'unreachable', retryable: true } as const;
    const reason = new NewsledgerError(problem);
    const controller = new AbortController();
    const lost: unknown[] = [];
    const next = client.events({ signal: controller.signal, onLost: (why) => lost.push(why) }).next();
    await until('it is connected', () => house.openConnections() === 1);
    controller.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect(lost).toEqual([]);
  });
});
