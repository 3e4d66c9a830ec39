import fc from 'fast-check';
import { waitBefore } from './wait-before.js';

describe('the wait before a stream is opened again', () => {
  test('is twice as long after each failure, up to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 500].map((failures) => waitBefore(failures, 2_000, 1))).toEqual([
      2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  test('is another for each client, from half of it to all, and as long as the server wants', () => {
    const lot = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat({ max: 60_000 }), lot, (failures, retryMs, chance) => {
        const wait = waitBefore(failures, retryMs, chance);
        expect(wait).toBeGreaterThanOrEqual(Math.floor(retryMs / 2));
        expect(wait).toBeLessThanOrEqual(Math.max(30_000, retryMs));
      }),
    );
  });
});
