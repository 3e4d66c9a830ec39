import fc from 'fast-check';
import type { StoredEvent } from '#events';
import { issued, opened, recordedBatches, retitled, revised } from '../stored-examples.js';
import { foldAround } from './fold-around.js';

const nothing = () => Promise.resolve([]);

/** Publishes of several stories in turns, each of so many events. */
function publishes(sizes: readonly number[]): StoredEvent[] {
  const count = new Map<string, number>();
  const sent = sizes.map((size, turn) => {
    const story = `story-${turn % 3}`;
    return Array.from({ length: size }, () => {
      const at = count.get(story) ?? 0;
      count.set(story, at + 1);
      if (at === 0) return { ...opened('o'), story };
      if (at === 1) return { ...issued('e1', 1), story };
      return at % 2 === 0
        ? { ...retitled(`t${at}`, `Title ${at}`), story }
        : { ...revised(`e${at}`, `e${at - 2}`, at), story };
    });
  });
  const events = recordedBatches([sent.flat()]).flat();
  let last = 0;
  return sizes.flatMap((size) => {
    last += size;
    const commit = events[last - 1]?.position;
    return events.slice(last - size, last).map((event) => ({ ...event, commit: commit ?? event.commit }));
  });
}

const poisoned = (events: readonly StoredEvent[], at: number, poison: Partial<StoredEvent>) =>
  events.map((event) => (event.position === at ? { ...event, ...poison } : event));

describe('what is folded around an event that cannot be', () => {
  test('its story is parked from the publish on that it is of, so that none is shown by half', async () => {
    const events = poisoned(publishes([2, 1, 1, 3, 1, 1]), 6, { type: 'StoryMerged' });
    const { parked, changes, rows } = await foldAround(events, nothing);
    expect(parked).toEqual([
      expect.objectContaining({ story: 'story-0', position: 5, event: 6, reason: 'unknown-type' }),
    ]);
    expect(changes.map(({ change }) => change.change === 'parked')).toEqual(
      events.map(({ position }) => position >= 5 && position <= 7),
    );
    expect(rows.begun.some(({ at }) => at >= 5 && at <= 7)).toBe(false);
  });

  test('a story that was parked before stays so, and is not told again', async () => {
    const events = publishes([1, 1, 1, 1]);
    const before = { story: 'story-0', position: 1, event: 1, reason: 'unfoldable', detail: 'before' } as const;
    const { parked, changes } = await foldAround(events, nothing, new Map([['story-0', before]]));
    expect(parked).toEqual([]);
    expect(changes.map(({ change }) => change.change === 'parked')).toEqual([true, false, false, true]);
  });

  test('a database that is away parks nothing', async () => {
    const away = () => Promise.reject(new Error('connection terminated'));
    await expect(foldAround(publishes([1, 1, 1, 1, 1, 1, 1]).slice(6), away)).rejects.toThrow('terminated');
  });

  test('all other stories say what they say without it', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 15 });
    const poisons = fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom({ type: 'Nothing' }, { schemaVersion: 9 }, { data: '{' }, { data: '5' }, { data: 'null' }),
      ),
      { minLength: 1, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(sizes, poisons, async (lengths, found) => {
        const clean = publishes(lengths);
        const events = found.reduce<readonly StoredEvent[]>(
          (some, [lot, poison]) => poisoned(some, 1 + (lot % clean.length), poison),
          clean,
        );
        const { parked, rows, changes } = await foldAround(events, nothing);
        const from = new Map(parked.map(({ story, position }) => [story, position]));
        const flowing = clean.filter(({ story, position }) => position < (from.get(story) ?? Infinity));
        const alone = await foldAround(flowing, nothing);
        expect(parked.length).toBeGreaterThan(0);
        expect(rows.begun).toEqual(alone.rows.begun);
        expect(changes.filter(({ change }) => change.change !== 'parked')).toEqual(alone.changes);
        for (const { position } of parked) expect(events[position - 1]?.commit).toBe(clean[position - 1]?.commit);
      }),
    );
  });
});
