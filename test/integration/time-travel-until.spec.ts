import fc from 'fast-check';
import type pg from 'pg';
import { readFacts, readMetric, readStory, readTimeline } from '#views';
import type { FactView, RowKind } from '#views';
import { cuts, histories, historyStories } from '../parts/drawn-histories.js';
import { documentInShort, heldAt, rowsInShort } from '../parts/story-in-short.js';
import { makeDatabase } from '../parts/make-database.js';
import { asInLedger, batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';
import { naiveFold } from '../soak/naive-fold.js';
import type { NaiveRow } from '../soak/naive-fold.js';
import { naiveUntil, naiveUtterance } from '../soak/naive-until.js';

const limit = 100;
const kinds: readonly RowKind[] = [
  ...(['source', 'estimate', 'statement', 'claim', 'position', 'occurrence', 'correction', 'retraction'] as const),
];
const instantPicks = fc.array(fc.nat(1_000), { minLength: 20, maxLength: 20 });

const placeOf = (row: NaiveRow) => row.doc['position'] as number;
const byPlace = (rows: readonly NaiveRow[]) => rows.toSorted((one, other) => placeOf(one) - placeOf(other));
const orderOf = (row: NaiveRow) => row.doc['order'] as { readonly key: string; readonly latest?: number } | undefined;

/** The row of a view: without what is put beside it. */
const rowOf = (view: FactView): object =>
  Object.fromEntries(Object.entries(view).filter(([name]) => name !== 'said' && name !== 'stands'));

/** All instants at which something was surely said that was not just before, and those before them. */
function instantsOf(rows: readonly NaiveRow[]): number[] {
  const ends = rows.flatMap((row) => orderOf(row)?.latest ?? []);
  return [...new Set([0, ...ends.flatMap((end) => [end - 1, end]), Number.MAX_SAFE_INTEGER])];
}

const standsOf = (rows: readonly NaiveRow[], claim: string) =>
  Object.fromEntries(
    rows
      .filter(({ kind, doc }) => kind === 'stand' && doc['claim'] === claim)
      .map(({ key, doc }) => [key.slice(claim.length + 1), doc['stance']]),
  );

describe('reading what had been said by an instant, as known at a position', () => {
  let pool: pg.Pool;

  beforeAll(async () => {
    pool = openViews((await makeDatabase(testPostgres())).owner);
  }, 60_000);

  afterAll(() => pool.end());

  /** Facts are told as the rows of then have them, and claims with where parties stood. */
  function expectViews(views: readonly FactView[], wanted: readonly NaiveRow[], then: readonly NaiveRow[]): void {
    expect(views.map(rowOf)).toEqual(wanted.map(({ doc }) => doc));
    for (const view of views) {
      if (!('stands' in view)) continue;
      const stands = view.stands.map(({ party, stance }) => [
        party.id ?? `${party.name} (${(party.oneOf ?? []).join(' or ')})`,
        stance,
      ]);
      expect(Object.fromEntries(stands)).toEqual(standsOf(then, view.id));
    }
  }

  async function expectParts(story: string, at: number, until: number, then: readonly NaiveRow[]): Promise<void> {
    const { facts } = await readFacts(pool, story, { at, until }, { kinds, limit });
    const wanted = byPlace(then.filter(({ kind }) => (kinds as readonly string[]).includes(kind)));
    expectViews(
      facts.map(({ view }) => view),
      wanted.toReversed(),
      then,
    );
    const { facts: figures } = await readMetric(pool, story, 'troops', { at, until }, { after: 0, limit });
    expectViews(
      figures.map(({ view }) => view),
      wanted.filter(({ kind }) => kind === 'estimate'),
      then,
    );
  }

  async function expectTimeline(story: string, at: number, until: number, then: readonly NaiveRow[]): Promise<void> {
    const placed = then.filter((row) => orderOf(row) !== undefined && row.kind !== 'source');
    const keyOf = (row: NaiveRow) => `${orderOf(row)?.key} ${String(placeOf(row)).padStart(5, '0')}`;
    const along = placed.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const isDated = (row: NaiveRow) => keyOf(row) < '~';
    const undated = along.filter((row) => !isDated(row));
    const orders = {
      earliest: [...along.filter(isDated), ...undated],
      latest: [...along.filter(isDated).toReversed(), ...undated],
    } as const;
    for (const order of ['earliest', 'latest'] as const) {
      const { entries } = await readTimeline(pool, story, { at, until }, { order, limit });
      expectViews(
        entries.map(({ view }) => view),
        orders[order],
        then,
      );
      for (const [place, { facts }] of entries.entries()) {
        const entry = orders[order][place];
        const within = then.filter((row) => {
          const isFact = row.doc['data'] !== undefined && (kinds as readonly string[]).includes(row.kind);
          return isFact && row.key !== entry?.key && naiveUtterance(then, row).key === entry?.key;
        });
        expectViews(
          facts.map(({ view }) => view),
          byPlace(within),
          then,
        );
      }
    }
  }

  test('tells what a naive reader tells of the rows of then', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts, instantPicks, async (told, ends, picks) => {
        const events = recorded(told);
        const naive = naiveFold(events.map(asInLedger));
        const instants = instantsOf(naive);
        await emptyViews(pool);
        for (const batch of batchesOf(events, ends)) await write(pool, batch);
        for (const story of historyStories) {
          for (let at = 1; at <= events.length; at += 1) {
            const until = instants[(picks[at % picks.length] ?? 0) % instants.length] ?? 0;
            const held = heldAt(naive, story, at);
            const then = naiveUntil(held, until);
            const { document } = await readStory(pool, story, { at, until });
            expect(document === undefined).toBe(held.length === 0);
            if (document !== undefined) expect(documentInShort(document)).toEqual(rowsInShort(then));
            await expectParts(story, at, until, then);
            await expectTimeline(story, at, until, then);
          }
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});
