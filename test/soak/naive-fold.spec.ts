import fc from 'fast-check';
import { canonicalJson, position, storyId, version } from '#events';
import type { NewEvent, StoredEvent } from '#events';
import { published } from '../../libs/story/src/story-examples.js';
import { step } from '../../libs/story/src/story-histories.js';
import { beginning, eventsOf } from '../../libs/story/src/story-steps.js';
import { foldAll } from '../../libs/views/src/table-in-memory.js';
import { naiveFold } from './naive-fold.js';
import type { NaiveRow } from './naive-fold.js';
import type { NaiveOrder } from './naive-orders.js';

const stories = fc.array(
  fc.array(step, { maxLength: 40, size: 'max' }).map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]),
  { minLength: 1, maxLength: 2 },
);
// Where a batch ends.
const cuts = fc.array(fc.boolean(), { minLength: 100, maxLength: 100 });

/** What is accepted of each story, as it would stand in the ledger: one story a while, then the other. */
function recorded(histories: readonly (readonly NewEvent[])[]): StoredEvent[] {
  const accepted = histories.map((events) => published(events).kept);
  const turns = accepted.flatMap((events, story) => events.map((event, at) => ({ event, story, at })));
  turns.sort((one, other) => one.at - other.at);
  return turns.map(({ event, story, at }, index) => ({
    position: position(index + 1),
    story: storyId(`story-${story}`),
    version: version(at + 1),
    id: event.id,
    commit: position(index + 1),
    type: event.type,
    // Links in the words of the first version, which readers get in those of the second.
    schemaVersion: 1,
    recordedAt: `2024-10-28T21:05:00.${String(index + 1).padStart(6, '0')}Z`,
    recordedBy: `key-${index % 2}`,
    ...(at % 3 === 0 ? { publishedAt: '2024-10-01T00:00:00Z' } : {}),
    data: event.type === 'StoryLinked' ? canonicalJson({ to: event.data.to, relation: 'follows' }) : event.bytes,
    salt: '00'.repeat(16),
  }));
}

function batchesOf(events: readonly StoredEvent[], ends: readonly boolean[]): StoredEvent[][] {
  const batches: StoredEvent[][] = [[]];
  for (const [at, event] of events.entries()) {
    batches.at(-1)?.push(event);
    if (ends[at % ends.length] === true) batches.push([]);
  }
  return batches.filter(({ length }) => length > 0);
}

const nameOf = ({ story, kind, key, since }: NaiveRow) => `${story} ${kind} ${key} ${since}`;
const byName = (rows: readonly NaiveRow[]) => Object.fromEntries(rows.map((row) => [nameOf(row), row]));

const successorOf = ({ story, kind, key, until }: NaiveRow, rows: readonly NaiveRow[]) =>
  rows.find((row) => row.story === story && row.kind === kind && row.key === key && row.since === until);

function naive(events: readonly StoredEvent[]): NaiveRow[] {
  return naiveFold(
    events.map(({ position: at, story, id, type, recordedAt, recordedBy, publishedAt, data }) => {
      const recorded = { recorded_at: recordedAt, recorded_by: recordedBy, published_at: publishedAt ?? null };
      return { position: at, story, id, type, ...recorded, data };
    }),
  );
}

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
