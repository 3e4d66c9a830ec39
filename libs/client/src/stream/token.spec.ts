import { startStreamHouse } from '../../../../test/parts/stream-house.js';
import type { Entry, StreamHouse, Turn } from '../../../../test/parts/stream-house.js';
import { Newsledger } from '../index.js';
import type { NewsledgerError, Timing } from '../index.js';

const plain: Entry = { story: 'one', ended: [], begun: [] };
const failed = () => Promise.reject(new TypeError('fetch failed'));
const give = (token: string) => () => Promise.resolve(token);

describe('the token of a connection', () => {
  const houses: StreamHouse[] = [];

  afterEach(() => Promise.all(houses.splice(0).map((house) => house.stop())));

  /** Follows with what is had in turn for a token, then the last over and over, until an event comes. */
  const follow = async (
    turns: readonly Turn[],
    had: readonly (() => Promise<string>)[],
    timing: Partial<Timing> = {},
  ) => {
    const house = await startStreamHouse(turns[Symbol.iterator]());
    houses.push(house);
    house.append(plain);
    let asked = 0;
    const token = () => (had[asked++] ?? had.at(-1)!)();
    const client = new Newsledger({ url: house.url, token, timing: { firstPause: 1, longestPause: 5, ...timing } });
    const lost: string[] = [];
    const onLost = ({ code }: NewsledgerError) => void lost.push(code);
    const first = await client
      .events({ after: 0, onLost })
      .next()
      .then(
        ({ value }) => value?.position,
        (error: unknown) => error,
      );
    return { first, lost, asked: () => asked, tokens: house.asked.map((query) => query.get('token')) };
  };

  test('is asked for anew for each', async () => {
    const { first, tokens } = await follow([{ kind: 'cut', bytes: 30 }], [give('one'), give('two')]);
    expect([first, tokens]).toEqual([1, ['one', 'two']]);
  });

  test('is asked for again where the network fails', async () => {
    const { first, lost, tokens } = await follow([], [failed, failed, give('one')]);
    expect([first, lost, tokens]).toEqual([1, ['unreachable', 'unreachable'], ['one']]);
  });

  test('is waited for no longer than an answer', async () => {
    const never = () => new Promise<never>(() => undefined);
    const { first, lost } = await follow([], [never, give('one')], { oneTry: 20 });
    expect([first, lost]).toEqual([1, ['unreachable']]);
  });

  test.each([
    ['refused', new Error('not signed in')],
    ['not there for another reason', new SyntaxError('Unexpected token <')],
  ])('ends it with what was thrown where it is %s', async (_why, thrown) => {
    const { first, lost, asked } = await follow([], [() => Promise.reject(thrown)]);
    expect(first).toBe(thrown);
    expect([lost, asked()]).toEqual([[], 1]);
  });

  test('ends it with what was thrown although it was not in a promise', async () => {
    const refusal = new Error('not signed in');
    const { first } = await follow(
      [],
      [
        () => {
          throw refusal;
        },
      ],
    );
    expect(first).toBe(refusal);
  });

  test('is given up where there never was one and patience is over', async () => {
    const { first, asked } = await follow([], [failed], { patience: 100 });
    expect(first).toMatchObject({ code: 'unreachable', cause: { message: 'fetch failed' } });
    expect(asked()).toBeGreaterThan(3);
  });

  test('is asked for as long as it takes where there was one before', async () => {
    const failures = Array.from({ length: 60 }, () => failed);
    const turns: Turn[] = [{ kind: 'cut', bytes: 30 }];
    const { first, lost } = await follow(turns, [give('one'), ...failures, give('two')], { patience: 20 });
    expect([first, lost.length]).toEqual([1, 61]);
  });
});
