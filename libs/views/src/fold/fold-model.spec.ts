import fc from 'fast-check';
import type { StoredEvent } from '#events';
import { corrected, filed, issued, opened, recordedBatches, revised, stated } from '../stored-examples.js';
import { foldAll } from '../table-in-memory.js';
import type { KnownRow } from '../table-in-memory.js';

const step = fc.record({
  type: fc.constantFrom('file', 'state', 'state', 'issue', 'revise', 'revise', 'correct', 'correct'),
  story: fc.constantFrom('troops', 'troops', 'troops', 'other'),
  among: fc.nat(7),
  said: fc.constantFrom(0, 0, 0, 1, 2, 9),
  value: fc.nat(9),
  // Whether the event ends its batch.
  ends: fc.nat(2).map((number) => number === 0),
});
type Step = ReturnType<typeof step.generate>['value'];
type Sent = ReturnType<typeof opened>;

/** A valid history of two stories, one step after the other, in the batches in which it was published. */
function batchesOf(steps: readonly Step[]): StoredEvent[][] {
  const all: Sent[] = [
    { ...opened('story'), story: 'troops' },
    { ...opened('story'), story: 'other' },
  ];
  const batches: Sent[][] = [all.slice(0, 1), all.slice(1), []];
  for (const one of steps) {
    const event = {
      ...eventOf(
        one,
        all.filter(({ story }) => story === one.story),
        `n${all.length}`,
      ),
      story: one.story,
    };
    all.push(event);
    batches.at(-1)?.push(event);
    if (one.ends) batches.push([]);
  }
  return recordedBatches(batches.filter(({ length }) => length > 0));
}

function eventOf({ type, among, said, value }: Step, before: readonly Sent[], id: string): Sent {
  const ids = (...types: Sent['type'][]) => before.filter((one) => types.includes(one.type)).map((one) => one.id);
  const revisedOnes = before.flatMap((one) => (one.type === 'EstimateRevised' ? [one.data.revises] : []));
  const ends = ids('EstimateIssued', 'EstimateRevised').filter((one) => !revisedOnes.includes(one));
  const statements = ids('StatementIssued');
  const facts = ids('StoryOpened', 'SourceFiled', 'StatementIssued', 'EstimateIssued', 'EstimateRevised');
  const saidIn = statements[statements.length - 1 - said];
  const source = saidIn === undefined ? {} : { saidIn };
  switch (type) {
    case 'file':
      return filed(id);
    case 'state':
      return stated(id, saidIn === undefined || value > 5 ? { when: { wording: id, basis: 'stated' } } : source);
    case 'revise': {
      const end = ends[among % Math.max(ends.length, 1)];
      return end === undefined ? issued(id, value, source) : revised(id, end, value, source);
    }
    case 'correct': {
      const [outer] = statements;
      const inner = statements.at(-1);
      // Only ever towards the first statement, so that none is said in itself.
      if (outer !== undefined && inner !== undefined && inner !== outer && value > 4) {
        return corrected(id, inner, { saidIn: outer, by: null, when: null });
      }
      return corrected(id, facts[among % facts.length] ?? 'story', {
        title: `T${value}`,
        scope: value > 5 ? null : 'x',
      });
    }
    case 'issue':
      return issued(id, value, source);
  }
}

const history = fc.array(step, { minLength: 5, maxLength: 35, size: 'max' }).map(batchesOf);
const byName = ({ row, from }: KnownRow) => `${row.story}/${row.kind}/${row.key}/${String(from).padStart(9, '0')}`;
const inOrder = (rows: readonly KnownRow[]) => [...rows].sort((one, other) => (byName(one) < byName(other) ? -1 : 1));

describe('any history', () => {
  test('folds to the same rows and changes in one batch, in its commits, and event by event', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const commits = await foldAll(batches);
        for (const cut of [[batches.flat()], batches.flat().map((event) => [event])]) {
          const folded = await foldAll(cut);
          expect(inOrder(folded.rows)).toEqual(inOrder(commits.rows));
          expect(folded.changes).toEqual(commits.changes);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('leaves for each fact rows that are known one after the other, from its event on, without gap or overlap', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const { rows } = await foldAll(batches);
        const facts = new Map<string, KnownRow[]>();
        for (const known of inOrder(rows)) {
          if (known.row.kind === 'header') continue;
          const name = `${known.row.story}/${known.row.key}`;
          facts.set(name, [...(facts.get(name) ?? []), known]);
        }
        expect([...facts.keys()].sort()).toEqual(
          batches
            .flat()
            .map(({ story, id }) => `${story}/${id}`)
            .sort(),
        );
        for (const known of facts.values()) {
          expect(known[0]?.row.doc).toMatchObject({ position: known[0]?.from });
          expect(known.map(({ until }) => until)).toEqual([...known.slice(1).map(({ from }) => from), undefined]);
          expect(known.every(({ from, until }) => until === undefined || from < until)).toBe(true);
          expect(new Set(known.map(({ row }) => row.kind)).size).toBe(1);
        }
      }),
    );
  });

  test('leaves one current figure at the end of each chain', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const { rows } = await foldAll(batches);
        for (const { row, until } of rows) {
          if (until !== undefined || row.kind !== 'estimate') continue;
          expect(row.doc.status).toBe(row.doc.revisedBy === undefined ? 'current' : 'superseded');
        }
      }),
    );
  });
});
