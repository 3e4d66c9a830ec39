import fc from 'fast-check';
import { orderKey } from './order-key.js';

const last = 8_640_000_000_000_000;
const moment = fc.oneof(fc.integer({ min: -last, max: last }), fc.integer({ min: last - 9, max: last }), fc.integer());
const standing = fc.record({ at: fc.option(moment, { nil: undefined }), rank: fc.nat(99_999) });

describe('orderKey', () => {
  test.each([
    [{ at: 0, rank: 0 }, '08640000000000000-00000'],
    [{ at: -last, rank: 7 }, '00000000000000000-00007'],
    [{ at: last, rank: 99_999 }, '17280000000000000-99999'],
    [{ at: last - 1, rank: 100_000 }, '17279999999999999-99999'],
    [{ at: Date.UTC(2024, 9, 28), rank: 1 }, '08641730073600000-00001'],
    [{ at: undefined, rank: 2 }, '~-00002'],
  ])('of %j is %s', (standing, key) => {
    expect(orderKey(standing)).toBe(key);
  });

  test('sorts as moments do, none last, and then as ranks do', () => {
    fc.assert(
      fc.property(standing, standing, (a, b) => {
        const [one, other] = [a.at ?? Infinity, b.at ?? Infinity];
        const expected = one === other ? a.rank < b.rank : one < other;
        expect(orderKey(a) < orderKey(b)).toBe(expected);
        // As Postgres compares with collation "C".
        expect(Buffer.compare(Buffer.from(orderKey(a)), Buffer.from(orderKey(b))) < 0).toBe(expected);
      }),
    );
  });
});
