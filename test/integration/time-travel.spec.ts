import fc from 'fast-check';
import type pg from 'pg';
import { step } from '../../libs/story/src/story-histories.js';
import { beginning, eventsOf } from '../../libs/story/src/story-steps.js';
import type { StoredEvent } from '#events';
import { readDifference, readStory, readView } from '#views';
import type { StoryDocument } from '#views';
import { makeDatabase } from '../parts/make-database.js';
import { asInLedger, batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';
import { naiveFold } from '../soak/naive-fold.js';
import type { NaiveRow } from '../soak/naive-fold.js';

const histories = fc.array(
  fc.array(step, { maxLength: 16, size: 'max' }).map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]),
  { minLength: 2, maxLength: 2 },
);
// Where a batch ends.
const cuts = fc.array(fc.nat(3), { minLength: 50, maxLength: 50 }).map((lots) => lots.map((lot) => lot === 0));
const stories = ['story-0', 'story-1'];

type Held = Pick<NaiveRow, 'kind' | 'key' | 'doc'>;

const nameOf = ({ kind, key }: { readonly kind: string; readonly key: string }) => `${kind} ${key}`;
const byName = (rows: readonly Held[]) => Object.fromEntries(rows.map((row) => [nameOf(row), row.doc]));
const sorted = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();

/** What the naive fold had of a story at a position. */
const heldAt = (rows: readonly NaiveRow[], story: string, at: number): NaiveRow[] =>
  rows.filter((row) => row.story === story && row.since <= at && (row.until === null || row.until > at));

const kindsOf = {
  estimates: 'estimate',
  statements: 'statement',
  claims: 'claim',
  positions: 'position',
  occurrences: 'occurrence',
  sources: 'source',
  links: 'link',
  corrections: 'correction',
  retractions: 'retraction',
} as const;

/** Compares what a document says in its own words with the rows of then. */
function expectDocument({ counts, claims, estimates, timeline, ...said }: StoryDocument, rows: readonly NaiveRow[]) {
  const of = (kind: string) => rows.filter((row) => row.kind === kind);
  expect(counts).toEqual(Object.fromEntries(Object.entries(kindsOf).map(([name, kind]) => [name, of(kind).length])));
  const header = of('header')[0]?.doc ?? {};
  expect({ title: said.title, status: said.status, lead: said.lead, keyFacts: said.keyFacts }).toEqual({
    title: header['title'],
    status: header['status'],
    lead: header['lead'],
    keyFacts: header['keyFacts'],
  });
  expect(sorted(estimates.map(({ id, status }) => [id, status]))).toEqual(
    sorted(of('estimate').map(({ key, doc }) => [key, doc['status']])),
  );
  const stands = claims.flatMap(({ id, stands: all }) =>
    all.map(({ party, stance, position }) => [id, party.id ?? party.name, stance, position]),
  );
  const wanted = of('stand').map(({ doc }) => {
    const party = doc['party'] as { readonly id?: string; readonly name: string };
    return [doc['claim'], party.id ?? party.name, doc['stance'], doc['fact']];
  });
  expect(sorted(stands)).toEqual(sorted(wanted));
  const dated = rows.flatMap(({ kind, key, doc }) => {
    const order = doc['order'] as { readonly key: string } | undefined;
    const isShown = order !== undefined && order.key < '~' && kind !== 'source';
    return isShown ? [{ id: key, kind, place: order.key, position: doc['position'] as number }] : [];
  });
  dated.sort((one, other) =>
    one.place === other.place ? other.position - one.position : one.place < other.place ? 1 : -1,
  );
  expect(timeline).toEqual(dated.slice(0, 20).map(({ id, kind }) => ({ id, kind })));
}

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
            if (document !== undefined) expectDocument(document, held);
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
