import fc from 'fast-check';
import type pg from 'pg';
import type { ShownEvent } from '#events';
import { step } from '../../libs/story/src/story-histories.js';
import { beginning, eventsOf } from '../../libs/story/src/story-steps.js';
import { passes, readComing, readFollowed, readSteps, readView } from '#views';
import type { EventFilter, Step } from '#views';
import { makeDatabase } from '../parts/make-database.js';
import { batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';

const histories = fc.array(
  fc.array(step, { maxLength: 16, size: 'max' }).map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]),
  { minLength: 2, maxLength: 2 },
);
const cuts = fc.array(fc.boolean(), { minLength: 50, maxLength: 50 });
const stories = ['story-0', 'story-1'];

describe('those who follow the record', () => {
  let pool: pg.Pool;

  beforeAll(async () => {
    const { owner } = await makeDatabase(testPostgres());
    pool = openViews(owner);
  });

  afterAll(() => pool.end());

  const readAll = async (filter: EventFilter, to: number): Promise<ShownEvent[]> => {
    const found: ShownEvent[] = [];
    for (let after = 0; after < to;) {
      const { events, reached } = await readFollowed(pool, { filter, after, to });
      found.push(...events);
      after = reached;
    }
    return found;
  };

  const rowsAt = async (story: string, at: number) => {
    const { view } = await readView(pool, story, at);
    return new Map((view?.rows ?? []).map(({ kind, key, doc }) => [`${kind} ${key}`, doc]));
  };

  test('find the same events by a filter that the filter finds among all', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts, fc.nat(), async (lives, ends, seed) => {
        await emptyViews(pool);
        const events = recorded(lives);
        for (const batch of batchesOf(events, ends)) await write(pool, batch);
        const all = await readComing(pool, 0);
        expect((await readAll({}, events.length)).map(({ position }) => position)).toEqual(
          all.map(({ position }) => position),
        );
        expect(all.map(({ position, data }) => [position, data])).toEqual(
          events.map(({ position, data }) => [position, data]),
        );
        const voices = [...new Set(all.flatMap((event) => event.voices))];
        const types = [...new Set(all.map(({ type }) => type))];
        expect(voices.length).toBeGreaterThan(0);
        const pick = (of: readonly string[]) => of.filter((_, at) => (seed >> (at % 30)) % 2 === 0);
        for (const filter of [
          { stories: ['story-1', 'story-1', 'none'] },
          { types: pick(types) },
          { parties: pick(voices) },
          { stories: ['story-0'], types: pick(types), parties: voices },
        ]) {
          const wanted = all.filter((event) => passes(filter, event)).map(({ position }) => position);
          expect((await readAll(filter, events.length)).map(({ position }) => position)).toEqual(wanted);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('have the rows of any position by applying what each position ends and begins', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts, fc.nat(), async (lives, ends, start) => {
        await emptyViews(pool);
        const events = recorded(lives);
        for (const batch of batchesOf(events, ends)) await write(pool, batch);
        const from = start % events.length;
        const copies = new Map(
          await Promise.all(stories.map(async (story) => [story, await rowsAt(story, from)] as const)),
        );
        const apply = ({ story, ended, begun }: Step) => {
          const copy = copies.get(story);
          for (const { kind, key } of ended) expect(copy?.delete(`${kind} ${key}`)).toBe(true);
          for (const { kind, key, doc } of begun) copy?.set(`${kind} ${key}`, doc);
        };
        let at = from;
        while (at < events.length) {
          const { steps, reached } = await readSteps(pool, stories, at, Math.min(at + 3, events.length));
          expect(steps.map(({ position }) => position)).toEqual(
            events.filter(({ position }) => position > at && position <= reached).map(({ position }) => position),
          );
          for (const step of steps) {
            apply(step);
            expect(copies.get(step.story)).toEqual(await rowsAt(step.story, step.position));
          }
          at = reached;
        }
      }),
      { numRuns: 10 },
    );
  });
});
