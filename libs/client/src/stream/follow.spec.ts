import fc from 'fast-check';
import { rowsOf, startStreamHouse } from '../../../../test/parts/stream-house.js';
import type { Entry, StreamHouse, Turn } from '../../../../test/parts/stream-house.js';
import { until } from '../../../../test/parts/until.js';
import { Newsledger, NewsledgerError } from '../index.js';

const plain: Entry = { story: 'one', ended: [], begun: [] };
const row = (key: number, value: number): Entry => ({
  story: 'one',
  ended: [{ kind: 'estimate', key: String(key) }],
  begun: [{ kind: 'estimate', key: String(key), doc: { value } }],
});

const turn: fc.Arbitrary<Turn> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('cut' as const), bytes: fc.nat(2_000) }) },
  fc.record({ kind: fc.constant('refuse' as const), status: fc.constant(503), retryAfter: fc.constant(0) }),
  fc.record({ kind: fc.constant('repeat' as const), back: fc.nat(5) }),
);
const entry = fc.oneof(
  fc.record({ story: fc.constantFrom('one', 'other'), ended: fc.constant([]), begun: fc.constant([]) }),
  fc.tuple(fc.nat(5), fc.nat()).map(([key, value]) => row(key, value)),
);
const numRuns = 40;

describe('following', () => {
  const houses: StreamHouse[] = [];

  afterEach(() => Promise.all(houses.splice(0).map((house) => house.stop())));

  const open = async (turns: readonly Turn[] = [], timing = {}) => {
    const house = await startStreamHouse(turns[Symbol.iterator]());
    houses.push(house);
    const quick = { firstPause: 1, longestPause: 5, ...timing };
    return { house, client: new Newsledger({ url: house.url, timing: quick }) };
  };

  const take = async <Item>(items: AsyncIterable<Item>, enough: (item: Item) => boolean): Promise<Item[]> => {
    const taken: Item[] = [];
    for await (const item of items) {
      taken.push(item);
      if (enough(item)) break;
    }
    return taken;
  };

  test('tells each event once and in order, however connections break', async () => {
    const records = fc.array(entry, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(records, fc.array(turn, { maxLength: 8 }), fc.nat(), async (entries, turns, start) => {
        const { house, client } = await open(turns);
        house.append(...entries);
        const after = start % entries.length;
        const events = await take(client.events({ after }), ({ position }) => position === entries.length);
        expect(events.map(({ position }) => position)).toEqual(entries.map((_, at) => at + 1).slice(after));
        await house.stop();
      }),
      { numRuns },
    );
  });

  test('keeps the rows as they are at each position, however connections break', async () => {
    const records = fc.array(entry, { maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(records, records, fc.array(turn, { maxLength: 8 }), async (before, later, turns) => {
        const { house, client } = await open(turns);
        house.append(...before);
        let told = -1;
        const all = [...before, ...later, plain];
        for await (const { position, rows, step } of client.story('one').rows()) {
          if (told < 0) house.append(...later, plain);
          const known = all.slice(0, position).filter(({ story }) => story === 'one');
          expect(rows).toEqual(rowsOf(known));
          expect(position).toBeGreaterThan(told);
          if (told < 0) expect([position, step]).toEqual([before.length, undefined]);
          told = position;
          if (position === all.length) break;
        }
        await house.stop();
      }),
      { numRuns },
    );
  });

  test('begins now, and misses nothing from then on', async () => {
    const { house, client } = await open([{ kind: 'cut', bytes: 30 }]);
    house.append(plain, plain);
    const taking = take(client.events(), () => true);
    await until('it comes again', () => house.openConnections() === 1);
    expect(house.asked.map((query) => query.get('after'))).toEqual([null, '2']);
    house.append(plain);
    expect(await taking).toMatchObject([{ position: 3 }]);
  });

  test.each([
    ['some events back', { last: 2 }],
    ['at a time', { since: '2024-10-28' }],
  ])('begins %s, and goes on behind that place although nothing came before the break', async (_where, start) => {
    const { house, client } = await open();
    house.append(plain, plain, plain);
    const quiet = { ...start, stories: ['other'] };
    const taking = take(client.events(quiet), () => true);
    await until('it is connected', () => house.openConnections() === 1);
    const begin = house.asked[0]?.get('after') === '-2' ? '1' : '3';
    house.cutAll();
    await until('it comes again', () => house.asked.length === 2);
    expect(house.asked.map((query) => [query.get('after'), query.get('since')])).toEqual([
      ['last' in start ? '-2' : null, 'since' in start ? start.since : null],
      [begin, null],
    ]);
    house.append({ ...plain, story: 'other' });
    expect(await taking).toMatchObject([{ position: 4 }]);
  });

  test('begins some events back again where the server could not say its place', async () => {
    const { house, client } = await open([{ kind: 'cut', bytes: 9 }]);
    house.append(plain, plain, plain);
    const events = await take(client.events({ last: 2 }), ({ position }) => position === 3);
    expect(events.map(({ position }) => position)).toEqual([2, 3]);
    expect(house.asked.map((query) => query.get('after'))).toEqual(['-2', '-2']);
  });

  test('takes its place in changes from the copy that it has no use for', async () => {
    const { house, client } = await open([{ kind: 'snapshots' }]);
    house.append(plain, plain, plain);
    const taking = take(client.changes(['one'], { since: '2024-10-28' }), () => true);
    await until('it comes again', () => house.openConnections() === 1);
    expect(house.asked.map((query) => query.get('after'))).toEqual([null, '3']);
    house.append(plain);
    expect(await taking).toMatchObject([{ position: 4 }]);
  });

  test('asks for what it was told to follow', async () => {
    const { house, client } = await open();
    house.append(plain);
    const options = { after: 0, stories: ['one', 'two'], types: ['StoryOpened'], parties: ['nato'] } as const;
    await take(client.events(options), () => true);
    await take(client.changes(['one', 'two'], { after: 0 }), () => true);
    expect(house.asked.map((query) => query.toString())).toEqual([
      'story=one&story=two&type=StoryOpened&party=nato&after=0',
      'as=changes&story=one&story=two&after=0',
    ]);
  });

  test('tells changes with the history that they are of', async () => {
    const { house, client } = await open();
    house.append(row(1, 1), row(1, 2));
    const steps = await take(client.story('one').changes({ after: 1 }), () => true);
    expect(steps).toEqual([
      { story: 'one', position: 2, version: 2, epoch: 'one', change: { sentence: '“2”' }, ...omitStory(row(1, 2)) },
    ]);
  });

  test('takes a connection without a byte for broken', async () => {
    const { house, client } = await open([{ kind: 'silent' }], { silence: 50 });
    house.append(plain);
    const lost: NewsledgerError[] = [];
    await take(client.events({ after: 0, onLost: (why) => lost.push(why) }), () => true);
    expect(lost.map(({ code }) => code)).toEqual(['unreachable']);
  });

  test('waits as long as a refusal asks', async () => {
    const { house, client } = await open([{ kind: 'refuse', status: 503, retryAfter: 1 }]);
    house.append(plain);
    const began = performance.now();
    await take(client.events({ after: 0 }), () => true);
    expect(performance.now() - began).toBeGreaterThanOrEqual(990);
  });

  test('ends where the server goes on with another history', async () => {
    const { house, client } = await open();
    house.append(plain);
    const follow = async () => {
      for await (const event of client.events({ after: 0 })) {
        house.changeEpoch(`not ${event.epoch}`);
        house.cutAll();
      }
    };
    await expect(follow()).rejects.toMatchObject({ code: 'epoch-differs', status: 409 });
  });

  test('ends with a refusal that no retry can change', async () => {
    const { client } = await open([{ kind: 'refuse', status: 401, retryAfter: 0 }]);
    await expect(client.events().next()).rejects.toBeInstanceOf(NewsledgerError);
  });

  test('leaves no connection behind the loop', async () => {
    const { house, client } = await open();
    house.append(plain);
    await take(client.events({ after: 0 }), () => true);
    await until('the connection is gone', () => house.openConnections() === 0, 2_000);
    expect(house.asked).toHaveLength(1);
  });

  test('ends at once by its signal, while it waits for an event or to come again', async () => {
    const { house, client } = await open([], { firstPause: 60_000, longestPause: 60_000 });
    const controller = new AbortController();
    const waiting = client.events({ signal: controller.signal }).next();
    await until('it is connected', () => house.openConnections() === 1);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await until('the connection is gone', () => house.openConnections() === 0, 2_000);

    const other = new AbortController();
    const again = client.events({ signal: other.signal, onLost: () => other.abort(new Error('so be it')) }).next();
    await until('it is connected', () => house.openConnections() === 1);
    house.cutAll();
    await expect(again).rejects.toThrow('so be it');
  });
});

function omitStory({ ended, begun }: Entry) {
  return { ended, begun };
}
