import fc from 'fast-check';
import { giveUpDays, pauseAfter, readRetryAfter } from './backoff.js';

const hour = 3_600_000;

describe('the pause after failures', () => {
  test('grows threefold from five seconds to four hours', () => {
    const pauses = Array.from({ length: 12 }, (_, at) => pauseAfter(at + 1, undefined, () => 0) / 1_000);
    expect(pauses).toEqual([5, 15, 45, 135, 405, 1_215, 3_645, 10_935, 14_400, 14_400, 14_400, 14_400]);
  });

  test('is shortened by up to half at random, and never shorter than the receiver asks, up to a day', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.nat({ max: 100 * hour }), random, (failures, asked, by) => {
        const whole = pauseAfter(failures, undefined, () => 0);
        const pause = pauseAfter(failures, asked, () => by);
        expect(pause).toBeGreaterThanOrEqual(Math.min(asked, 24 * hour));
        expect(pause).toBeGreaterThanOrEqual(whole / 2 - 1);
        expect(pause).toBeLessThanOrEqual(Math.max(whole, Math.min(asked, 24 * hour)));
      }),
    );
  });

  test('leaves room for two dozen tries within the days until they are given up', () => {
    let [at, tries] = [0, 0];
    for (; at < giveUpDays * 24 * hour; tries += 1) at += pauseAfter(tries + 1, undefined, () => 0);
    expect(tries).toBeGreaterThan(20);
    expect(tries).toBeLessThan(50);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2024-10-28T21:05:00Z');

  test.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Mon, 28 Oct 2024 21:06:00 GMT', 60_000],
    ['Mon, 28 Oct 2024 21:04:00 GMT', 0],
    ['99999999999', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['2024', 2_024_000],
    ['2024-10-28', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%p means %p ms', (header, ms) => {
    expect(readRetryAfter(header, now)).toBe(ms);
  });
});
