import { Rounds } from './rounds.js';

/** Runs that end when the test says so. */
function runs() {
  const ends: ((value: number) => void)[] = [];
  const fails: ((error: Error) => void)[] = [];
  const rounds = new Rounds(
    () =>
      new Promise<number>((resolve, reject) => {
        ends.push(resolve);
        fails.push(reject);
      }),
  );
  return { rounds, ends, fails };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('rounds', () => {
  test('take in all who come before they begin, and nobody after', async () => {
    const { rounds, ends } = runs();
    const first = [rounds.join(), rounds.join(), rounds.join()];
    await turn();
    expect(ends.length).toBe(1);
    const second = rounds.join();
    await turn();
    expect(ends.length).toBe(2);
    ends[1]?.(2);
    expect(await second).toBe(2);
    ends[0]?.(1);
    expect(await Promise.all(first)).toEqual([1, 1, 1]);
  });

  test('are two at a time: who comes meanwhile waits for one to end, and they go together', async () => {
    const { rounds, ends } = runs();
    const stuck = rounds.join();
    await turn();
    const other = rounds.join();
    await turn();
    const late = Array.from({ length: 100 }, () => rounds.join());
    await turn();
    expect(ends.length).toBe(2);
    ends[1]?.(2);
    await other;
    await turn();
    expect(ends.length).toBe(3);
    ends[2]?.(3);
    expect(new Set(await Promise.all(late))).toEqual(new Set([3]));
    ends[0]?.(1);
    expect(await stuck).toBe(1);
  });

  test('that fail do so for those in them alone', async () => {
    const { rounds, ends, fails } = runs();
    const one = rounds.join();
    await turn();
    fails[0]?.(new Error('away'));
    await expect(one).rejects.toThrow('away');
    const other = rounds.join();
    await turn();
    ends[1]?.(2);
    expect(await other).toBe(2);
  });
});
