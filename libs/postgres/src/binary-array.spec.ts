import fc from 'fast-check';
import { binaryArray, numberArray } from './binary-array.js';

const hex = (...parts: string[]) => parts.join('').replaceAll(' ', '');

/** Reads the wire form as Postgres does: header, one dimension, then length and bytes of each item. */
function read(array: Buffer) {
  const [dimensions, hasNull, oid] = [array.readInt32BE(0), array.readInt32BE(4), array.readInt32BE(8)];
  const items: (string | undefined)[] = [];
  let at = dimensions === 0 ? 12 : 20;
  for (let left = dimensions === 0 ? 0 : array.readInt32BE(12); left > 0; left -= 1) {
    const size = array.readInt32BE(at);
    at += 4;
    items.push(size === -1 ? undefined : array.toString('utf8', at, at + size));
    at += Math.max(size, 0);
  }
  return { dimensions, hasNull, oid, items, unread: array.length - at };
}

describe('binaryArray', () => {
  test('writes dimensions, nulls, type, length and lower bound, then each text with its length', () => {
    expect(binaryArray('text', ['ab', '', 'é']).toString('hex')).toBe(
      hex(
        '00000001 00000000 00000019 00000003 00000001', //
        '00000002 6162',
        '00000000',
        '00000002 c3a9',
      ),
    );
  });

  test('writes a null as length -1, and says in the header that there is one', () => {
    expect(binaryArray('text', [undefined, 'a']).toString('hex')).toBe(
      hex('00000001 00000001 00000019 00000002 00000001', 'ffffffff', '00000001 61'),
    );
  });

  test('writes bytes as they are', () => {
    expect(binaryArray('bytea', [Buffer.from([0, 255, 1]), Buffer.alloc(0)]).toString('hex')).toBe(
      hex('00000001 00000000 00000011 00000002 00000001', '00000003 00ff01', '00000000'),
    );
  });

  test('writes an empty array without a dimension', () => {
    expect(binaryArray('text', []).toString('hex')).toBe(hex('00000000 00000000 00000019'));
  });

  test('reads back as what was written, whatever the text', () => {
    const items = fc.array(fc.option(fc.string({ unit: 'binary' }), { nil: undefined }));
    fc.assert(
      fc.property(items, (written) => {
        expect(read(binaryArray('text', written))).toEqual({
          dimensions: written.length === 0 ? 0 : 1,
          hasNull: written.includes(undefined) ? 1 : 0,
          oid: 25,
          items: written,
          unread: 0,
        });
      }),
    );
  });
});

describe('numberArray', () => {
  test.each([
    [[], '{}'],
    [[7], '{7}'],
    [[1, -2, 9_007_199_254_740_991], '{1,-2,9007199254740991}'],
  ])('writes %j as %s', (numbers, written) => {
    expect(numberArray(numbers)).toBe(written);
  });
});
