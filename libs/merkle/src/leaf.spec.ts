import fc from 'fast-check';
import { leafHash } from './hashes.js';
import { encodeLeaf, parseLeaf } from './leaf.js';
import type { Leaf } from './leaf.js';

const leaf: Leaf = {
  position: 2,
  commit: 3,
  recordedAt: '2024-10-28T21:05:00.000001Z',
  version: 2,
  schemaVersion: 1,
  story: 'harbour',
  id: 's-1',
  type: 'StoryRetitled',
  recordedBy: 'k1',
  publishedAt: '2024-10-28T21:04:59Z',
  correlationId: 'é"\n',
  causationId: 'b',
  commitment: Buffer.alloc(32, 0xab),
  previous: Buffer.alloc(32, 1),
};
const first: Leaf = {
  position: 1,
  commit: 1,
  recordedAt: '2024-10-28T21:05:00.000000Z',
  version: 1,
  schemaVersion: 1,
  story: 'harbour',
  id: 'o',
  type: 'StoryOpened',
  recordedBy: 'k1',
  commitment: Buffer.alloc(32, 0xab),
};

describe('the bytes of a leaf', () => {
  test('are the format and RFC 8785 JSON, with hashes in hexadecimal and nothing for what is absent', () => {
    const ab = 'ab'.repeat(32);
    expect(encodeLeaf(leaf).toString()).toBe(
      `\u0001{"causationId":"b","commit":3,"commitment":"${ab}","correlationId":"é\\"\\n","id":"s-1","position":2,` +
        `"previous":"${'01'.repeat(32)}","publishedAt":"2024-10-28T21:04:59Z",` +
        '"recordedAt":"2024-10-28T21:05:00.000001Z","recordedBy":"k1","schemaVersion":1,"story":"harbour",' +
        '"type":"StoryRetitled","version":2}',
    );
    expect(encodeLeaf(first).toString()).toBe(
      `\u0001{"commit":1,"commitment":"${ab}","id":"o","position":1,` +
        '"recordedAt":"2024-10-28T21:05:00.000000Z","recordedBy":"k1","schemaVersion":1,"story":"harbour",' +
        '"type":"StoryOpened","version":1}',
    );
  });

  test('are read back, whatever stands in the texts', () => {
    const text = fc.string({ unit: 'grapheme' });
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
    const texts = { story: text, id: text, type: text, recordedBy: text, recordedAt: text };
    const count = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const counts = { position: count, commit: count, version: count, schemaVersion: count };
    const optional = { publishedAt: text, correlationId: text, causationId: text, previous: hash };
    const any = fc.record(
      { ...texts, ...counts, commitment: hash, ...optional },
      { requiredKeys: ['commitment', 'story', 'id', 'type', 'recordedBy', 'recordedAt', ...keysOf(counts)] },
    );
    fc.assert(fc.property(any, (one) => expect(parseLeaf(encodeLeaf(one))).toEqual(one)));
  });

  test('differ with every field, and with whether it is there', () => {
    const changes: readonly Partial<Leaf>[] = [
      ...[{ position: 4 }, { commit: 4 }, { version: 4 }, { schemaVersion: 2 }, { recordedAt: '2' }, { story: 'x' }],
      ...[{ id: 'x' }, { type: 'x' }, { recordedBy: 'x' }, { publishedAt: 'x' }, { correlationId: 'x' }],
      ...[{ causationId: 'x' }, { causationId: '' }, { commitment: Buffer.alloc(32) }, { previous: Buffer.alloc(32) }],
    ];
    const optional = ['publishedAt', 'correlationId', 'causationId', 'previous'] as const;
    const lacking = optional.map((name) => {
      const members = Object.entries(leaf).filter(([member]) => member !== name);
      return Object.fromEntries(members) as unknown as Leaf;
    });
    const all = [leaf, ...changes.map((change) => ({ ...leaf, ...change })), ...lacking];
    expect(new Set(all.map((one) => leafHash(encodeLeaf(one)).toString('hex'))).size).toBe(all.length);
  });

  test.each([
    ['another format', (text: string) => `\u0002${text.slice(1)}`],
    ['a space', (text: string) => text.replace(',', ', ')],
    ['a member that is not known', (text: string) => text.replace('{', '{"a":1,')],
    ['a member that is missing', (text: string) => text.replace(/"story":"[^"]+",/, '')],
    ['a member twice', (text: string) => text.replace('"commit":3', '"commit":3,"commit":3')],
    ['an escape that need not be', (text: string) => text.replace('harbour', '\\u0068arbour')],
    ['a number as text', (text: string) => text.replace('"commit":3', '"commit":"3"')],
    ['a number that is none', (text: string) => text.replace('"commit":3', '"commit":0')],
    ['a hash in capitals', (text: string) => text.replace('abab', 'ABAB')],
    ['a short hash', (text: string) => text.replace('abab', '')],
    ['null', () => '\u0001null'],
    ['no JSON', () => '\u0001{'],
    ['nothing', () => ''],
  ])('are refused with %s', (_what, change) => {
    expect(parseLeaf(Buffer.from(change(encodeLeaf(leaf).toString())))).toBeUndefined();
  });
});

const keysOf = <T extends object>(value: T) => Object.keys(value) as (keyof T)[];
