import fc from 'fast-check';
import type { StoredEvent } from '#events';
import { step } from '../../libs/story/src/story-histories.js';
import { beginning, eventsOf } from '../../libs/story/src/story-steps.js';
import { foldAll } from '../../libs/views/src/table-in-memory.js';
import { asInLedger, batchesOf, recorded } from '../parts/recorded-histories.js';
import { naiveFold } from './naive-fold.js';
import type { NaiveRow } from './naive-fold.js';
import type { NaiveOrder } from './naive-orders.js';

const stories = fc.array(
  fc.array(step, { maxLength: 40, size: 'max' }).map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]),
  { minLength: 1, maxLength: 2 },
);
// Where a batch ends.
const cuts = fc.array(fc.boolean(), { minLength: 100, maxLength: 100 });

const nameOf = ({ story, kind, key, since }: NaiveRow) => `${story} ${kind} ${key} ${since}`;
const byName = (rows: readonly NaiveRow[]) => Object.fromEntries(rows.map((row) => [nameOf(row), row]));

const successorOf = ({ story, kind, key, until }: NaiveRow, rows: readonly NaiveRow[]) =>
  rows.find((row) => row.story === story && row.kind === kind && row.key === key && row.since === until);

const naive = (events: readonly StoredEvent[]): NaiveRow[] => naiveFold(events.map(asInLedger));

describe('what the views hold of any accepted history', () => {
  test('is what a naive fold of the same events gives, however they were batched', async () => {
    await fc.assert(
      fc.asyncProperty(stories, cuts, async (histories, ends) => {
        const events = recorded(histories);
        const { rows } = await foldAll(batchesOf(events, ends));
        const held = rows.map(({ row: { story, kind, key, doc }, from, until }) => {
          return {
            story,
            kind,
            key,
            since: from,
            until: until ?? null,
            doc: JSON.parse(JSON.stringify(doc)) as object,
          };
        });
        const wanted = naive(events);
        expect(byName(held as unknown as NaiveRow[])).toEqual(byName(wanted));
        expect(held.length).toBe(wanted.length);
      }),
      { numRuns: 200 },
    );
  });

  test('speaks of every kind of row there is', () => {
    const tried = fc.sample(stories, { numRuns: 100, seed: 7 }).flatMap((histories) => naive(recorded(histories)));
    expect([...new Set(tried.map(({ kind }) => kind))].sort()).toEqual([
      'claim',
      'closing',
      'correction',
      'estimate',
      'header',
      'link',
      'occurrence',
      'position',
      'reopening',
      'retraction',
      'source',
      'stand',
      'statement',
      'story',
      'summary',
      'title',
    ]);
    expect(tried.filter(({ doc }) => doc['status'] === 'retracted').length).toBeGreaterThan(20);
  });

  test('speaks of orders that edges give and others move, and of stands that end', () => {
    const tried = fc.sample(stories, { numRuns: 100, seed: 7 }).map((histories) => naive(recorded(histories)));
    const pairs = tried.flatMap((rows) => rows.map((row) => [row, successorOf(row, rows)] as const));
    const orders = pairs.flatMap(([{ doc }]) => (doc['order'] === undefined ? [] : [doc['order'] as NaiveOrder]));
    expect(orders.filter(({ key }) => !key.endsWith('-00000')).length).toBeGreaterThan(100);
    const moved = pairs.filter(([{ doc }, next]) => {
      const isCorrected = JSON.stringify(doc['corrections']) !== JSON.stringify(next?.doc['corrections']);
      return next !== undefined && !isCorrected && JSON.stringify(doc['order']) !== JSON.stringify(next.doc['order']);
    });
    expect(moved.length).toBeGreaterThan(100);
    const stands = pairs.filter(([{ kind }]) => kind === 'stand');
    expect(stands.filter(([{ until }, next]) => until !== null && next === undefined).length).toBeGreaterThan(20);
    expect(stands.filter(([{ doc }]) => doc['was'] !== undefined).length).toBeGreaterThan(100);
  });
});
