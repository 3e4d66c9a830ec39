import fc from 'fast-check';
import { passes } from '#views';
import type { ComingEvent } from '#views';
import { findInTail, lengthen, tailAt } from './tail.js';

const event = (position: number, story: string, bytes: number): ComingEvent =>
  ({ position, story, type: 'StoryRetitled', voices: [], data: 'x'.repeat(bytes) }) as unknown as ComingEvent;

const recorded = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(10, 1_000, 128 * 1024)), {
  maxLength: 60,
});

describe('the latest events in memory', () => {
  test('are all there are, as far as they go back, whatever they came in', () => {
    fc.assert(
      fc.property(recorded, fc.nat({ max: 20 }), fc.integer({ min: 1, max: 9 }), (sent, start, size) => {
        const events = sent.map(([story, bytes], at) => event(start + at + 1, story, bytes));
        let tail = tailAt(start);
        for (let at = 0; at < events.length; at += size) {
          const page = events.slice(at, at + size);
          tail = lengthen(tail, page);
        }
        const end = start + events.length;
        expect([tail.to, tail.events]).toEqual([end, events.filter(({ position }) => position > tail.from)]);
        const filter = { stories: ['a', 'c'] };
        for (let after = 0; after <= end + 1; after += 1) {
          const wanted = events.filter((one) => one.position > after && passes(filter, one));
          const isCovered = after >= tail.from && after < end;
          expect(findInTail(tail, filter, after)).toEqual(isCovered ? { events: wanted, reached: end } : undefined);
        }
      }),
    );
  });

  test('are bounded by their number and their bytes', () => {
    const many = Array.from({ length: 2_500 }, (_, at) => event(at + 1, 'a', 1));
    const kept = lengthen(tailAt(0), many);
    expect([kept.from, kept.events.length]).toEqual([1_500, 1_000]);
    const large = Array.from({ length: 100 }, (_, at) => event(at + 1, 'a', 100 * 1024));
    expect(lengthen(tailAt(0), large).events.length).toBe(20);
    const torn = lengthen(kept, [event(2_501, 'a', 1), event(2_503, 'a', 1)]);
    expect([torn.from, torn.to, torn.events.length]).toEqual([1_501, 2_501, 1_000]);
  });
});
