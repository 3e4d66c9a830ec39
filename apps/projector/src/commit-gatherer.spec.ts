import fc from 'fast-check';
import { eventId, position, storyId, version } from '#events';
import type { StoredEvent } from '#events';
import { CommitGatherer } from './commit-gatherer.js';

const eventAt = (at: number, commit: number): StoredEvent => ({
  position: position(at),
  commit: position(commit),
  story: storyId('troops'),
  version: version(at),
  id: eventId(`e${at}`),
  type: 'SourceFiled',
  schemaVersion: 1,
  recordedAt: '2024-10-28T21:05:00.000000Z',
  recordedBy: 'key-1',
  data: '{"title":"A report"}',
  salt: '00',
});

/** Events in commits of these sizes, one after the other. */
function eventsIn(sizes: readonly number[]): StoredEvent[] {
  let last = 0;
  return sizes.flatMap((size) => {
    const first = last + 1;
    last += size;
    return Array.from({ length: size }, (_, at) => eventAt(first + at, first + size - 1));
  });
}

const positionsOf = (events: readonly StoredEvent[]) => events.map(({ position: at }) => Number(at));

describe('CommitGatherer', () => {
  test('hands on commits that are whole', () => {
    expect(positionsOf(new CommitGatherer().gather(eventsIn([1, 3, 2])))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('holds a commit back until its last event is there', () => {
    const gatherer = new CommitGatherer();
    const events = eventsIn([1, 3, 1]);
    expect(positionsOf(gatherer.gather(events.slice(0, 2)))).toEqual([1]);
    expect(positionsOf(gatherer.gather(events.slice(2, 3)))).toEqual([]);
    expect(positionsOf(gatherer.gather(events.slice(3)))).toEqual([2, 3, 4, 5]);
  });

  test('hands on nothing where nothing came', () => {
    expect(new CommitGatherer().gather([])).toEqual([]);
  });

  test('hands on every event once, in order and in whole commits, however they come', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 12 });
    const cuts = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
    fc.assert(
      fc.property(sizes, cuts, (commits, lengths) => {
        const events = eventsIn(commits);
        const gatherer = new CommitGatherer();
        const handed: StoredEvent[] = [];
        let rest = events;
        for (const length of [...lengths, events.length]) {
          const whole = gatherer.gather(rest.slice(0, length));
          const last = whole.at(-1);
          expect(last?.position).toBe(last?.commit);
          handed.push(...whole);
          rest = rest.slice(length);
        }
        expect(handed).toEqual(events);
      }),
    );
  });
});
