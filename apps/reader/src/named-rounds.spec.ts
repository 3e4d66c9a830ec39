import { NamedRounds } from './named-rounds.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('who asks while a read is under way gets what was read after they asked, and the database is asked once for all of them', async () => {
  const rounds = new NamedRounds<number>();
  const ends: (() => void)[] = [];
  let head = 1;
  const read = () => {
    const seen = head;
    return new Promise<number>((resolve) => ends.push(() => resolve(seen)));
  };
  const early = rounds.join('a', read);
  await turn();
  head = 2;
  const late = [rounds.join('a', read), rounds.join('a', read)];
  await turn();
  expect(ends).toHaveLength(2);
  for (const end of ends) end();
  expect(await early).toBe(1);
  expect(await Promise.all(late)).toEqual([2, 2]);
});

test('reads of other names are others', async () => {
  const rounds = new NamedRounds<string>();
  const read = (name: string) => rounds.join(name, () => Promise.resolve(name));
  expect(await Promise.all([read('a'), read('b'), read('a')])).toEqual(['a', 'b', 'a']);
  expect(await read('a')).toBe('a');
});

test('a read that fails fails for those who waited for it, and not for those who come after', async () => {
  const rounds = new NamedRounds<string>();
  await expect(rounds.join('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await rounds.join('a', () => Promise.resolve('there'))).toBe('there');
});
