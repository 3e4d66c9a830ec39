import fc from 'fast-check';
import { readRetryAfter } from './read-refusal.js';
import { pauseBefore, usualTiming } from './timing.js';

describe('what a server asks to wait', () => {
  const now = Date.UTC(2024, 9, 28, 12);

  test.each([
    ['3', 3_000],
    ['Mon, 28 Oct 2024 12:01:00 GMT', 60_000],
    ['Mon, 28 Oct 2024 11:00:00 GMT', 0],
    ['soon', 0],
    [null, 0],
  ])('%s is %d ms', (text, ms) => {
    expect(readRetryAfter(text, now)).toBe(ms);
  });
});

describe('a pause', () => {
  test('is no shorter than was asked, and grows to an end', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.nat(100_000), (failures, least) => {
        const pause = pauseBefore(failures, least, usualTiming);
        expect(pause).toBeGreaterThanOrEqual(least);
        expect(pause - least).toBeLessThanOrEqual(Math.min(30_000, 500 * 2 ** failures));
      }),
    );
  });
});
