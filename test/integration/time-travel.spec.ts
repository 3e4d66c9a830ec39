import fc from 'fast-check';
import type pg from 'pg';
import type { StoredEvent } from '#events';
import { readDifference, readStory, readView } from '#views';
import { cuts, histories, historyStories as stories } from '../parts/drawn-histories.js';
import { documentInShort, heldAt, rowsInShort } from '../parts/story-in-short.js';
import { makeDatabase } from '../parts/make-database.js';
import { asInLedger, batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';
import { naiveFold } from '../soak/naive-fold.js';
import type { NaiveRow } from '../soak/naive-fold.js';

type Held = Pick<NaiveRow, 'kind' | 'key' | 'doc'>;

const nameOf = ({ kind, key }: { readonly kind: string; readonly key: string }) => `${kind} ${key}`;
const byName = (rows: readonly Held[]) => Object.fromEntries(rows.map((row) => [nameOf(row), row.doc]));

const applied = (rows: readonly Held[], { ended, begun }: Awaited<ReturnType<typeof readDifference>>) => {
  const held = new Map(rows.map((row) => [nameOf(row), row]));
  for (const row of ended) expect(held.delete(nameOf(row))).toBe(true);
  for (const row of begun) {
    expect(held.has(nameOf(row))).toBe(false);
    held.set(nameOf(row), row as unknown as Held);
  }
  return byName([...held.values()]);
};

describe('reading through time', () => {
  let pool: pg.Pool;

  beforeAll(async () => {
    pool = openViews((await makeDatabase(testPostgres())).owner);
  }, 60_000);

  afterAll(() => pool.end());

  const rowsAt = async (story: string, at?: number) =>
    ((await readView(pool, story, at)).view?.rows ?? []) as unknown as readonly Held[];

  async function fold(events: readonly StoredEvent[], ends: readonly boolean[]): Promise<void> {
    await emptyViews(pool);
    for (const batch of batchesOf(events, ends)) await write(pool, batch);
  }

  test('a story has at every position the rows and the document that a naive fold has there', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts, async (told, ends) => {
        const events = recorded(told);
        const naive = naiveFold(events.map(asInLedger));
        await fold(events, ends);
        for (const story of stories) {
          for (let at = 0; at <= events.length; at += 1) {
            const held = heldAt(naive, story, at);
            const { view } = await readView(pool, story, at);
            expect(byName((view?.rows ?? []) as unknown as readonly Held[])).toEqual(byName(held));
            expect(view?.rows.length ?? 0).toBe(held.length);
            const last = events.findLast((event) => event.story === story && event.position <= at);
            expect([view?.version, view?.position]).toEqual([last?.version, last?.position]);
            const { document } = await readStory(pool, story, { at });
            expect(document === undefined).toBe(held.length === 0);
            if (document !== undefined) expect(documentInShort(document)).toEqual(rowsInShort(held));
          }
          expect(await rowsAt(story)).toEqual(await rowsAt(story, events.length));
          expect(await readStory(pool, story)).toEqual(await readStory(pool, story, { at: events.length }));
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test('what differs between two positions leads from the rows at one to those at the other', async () => {
    const places = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 8, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(histories, cuts, places, async (told, ends, pairs) => {
        const events = recorded(told);
        await fold(events, ends);
        for (const story of stories) {
          for (const [one, other] of pairs) {
            const [from, to] = [one % (events.length + 1), other % (events.length + 1)];
            const there = applied(await rowsAt(story, from), await readDifference(pool, story, from, to));
            expect(there).toEqual(byName(await rowsAt(story, to)));
            expect(await readDifference(pool, story, from, from)).toEqual({ ended: [], begun: [] });
          }
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  test('an answer as of a position is the same to the byte when more is folded behind it', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts, async (told, ends) => {
        const events = recorded(told);
        const answerAt = async (story: string, at: number) =>
          JSON.stringify([(await readView(pool, story, at)).view, (await readStory(pool, story, { at })).document]);
        const first = new Map<string, string>();
        await emptyViews(pool);
        for (const batch of batchesOf(events, ends)) {
          await write(pool, batch);
          for (const { position: at } of batch)
            for (const story of stories) first.set(`${story} ${at}`, await answerAt(story, at));
        }
        for (const story of stories)
          for (const { position: at } of events) expect(await answerAt(story, at)).toBe(first.get(`${story} ${at}`));
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});
