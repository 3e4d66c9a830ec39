import { keepRows } from './keep-rows.js';

const row = (key: string) => ({ kind: 'claim', key, doc: {} });
const snapshot = (position: number, ...keys: string[]) => ({
  event: 'snapshot',
  data: { story: 'one', position, version: position, rows: keys.map(row) },
  epoch: 'e',
});
const change = (position: number, ended: readonly string[], begun: readonly string[]) => ({
  event: 'change',
  data: { story: 'one', position, version: position, change: {}, ended: ended.map(row), begun: begun.map(row) },
  epoch: 'e',
});

async function told(...messages: readonly { event: string; data: object; epoch: string }[]) {
  const all: [number, string[]][] = [];
  for await (const { position, rows } of keepRows(messages)) {
    all.push([position, [...rows.keys()]]);
  }
  return all;
}

describe('the copy of the rows of a story', () => {
  test('begins with a snapshot, and ends rows before it begins others', async () => {
    expect(await told(snapshot(1, 'a', 'b'), change(2, ['a', 'b'], ['b', 'c']))).toEqual([
      [1, ['claim a', 'claim b']],
      [2, ['claim b', 'claim c']],
    ]);
  });

  test('is the latest snapshot where one comes again, and is told once for each position', async () => {
    expect(await told(snapshot(1, 'a'), snapshot(1, 'a'), snapshot(2, 'b'))).toEqual([
      [1, ['claim a']],
      [2, ['claim b']],
    ]);
  });
});
