import fc from 'fast-check';
import type { StoredEvent } from '#events';
import {
  closed,
  corrected,
  filed,
  issued,
  linked,
  opened,
  positioned,
  raised,
  recordedBatches,
  reopened,
  reported,
  retitled,
  retracted,
  revised,
  stated,
  summarised,
} from '../stored-examples.js';
import type { Sent } from '../stored-examples.js';
import { foldAll } from '../table-in-memory.js';
import type { KnownRow } from '../table-in-memory.js';

const step = fc.record({
  type: fc.constantFrom(
    ...(['file', 'state', 'state', 'issue', 'revise', 'revise', 'revise', 'correct', 'correct'] as const),
    ...(['retract', 'retract', 'retract', 'raise', 'take-position', 'report'] as const),
    ...(['retitle', 'summarise', 'link', 'close'] as const),
  ),
  story: fc.constantFrom('troops', 'troops', 'troops', 'other'),
  among: fc.nat(7),
  said: fc.constantFrom(0, 0, 0, 1, 2, 9),
  value: fc.nat(9),
  // Whether the event ends its batch.
  ends: fc.nat(2).map((number) => number === 0),
});
type Step = ReturnType<typeof step.generate>['value'];

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

const figures = ['EstimateIssued', 'EstimateRevised'] as const;
const positions = ['ClaimConfirmed', 'ClaimDenied', 'ClaimLeftUnconfirmed'] as const;
const retractable = [...figures, ...positions, 'StoryLinked', 'SourceFiled', 'StatementIssued', 'ClaimRaised'] as const;
const labels = ['StoryOpened', 'StoryRetitled', 'StorySummarised', 'StoryClosed', 'OccurrenceReported'] as const;

function eventOf({ type, among, said, value }: Step, before: readonly Sent[], id: string): Sent {
  const takenBack = new Set(before.flatMap((one) => (one.type === 'FactRetracted' ? [one.data.fact] : [])));
  const ids = (...types: readonly Sent['type'][]) =>
    before.filter((one) => types.includes(one.type) && !takenBack.has(one.id)).map((one) => one.id);
  const pick = (from: readonly string[]) => from[from.length - 1 - (among % Math.max(from.length, 1))];
  const statements = ids('StatementIssued');
  const saidIn = statements[statements.length - 1 - said];
  const source = saidIn === undefined ? {} : { saidIn };
  const isClosed =
    before.findLast((one) => ['StoryClosed', 'StoryReopened'].includes(one.type))?.type === 'StoryClosed';
  if (isClosed && type !== 'correct' && type !== 'retract') return reopened(id);
  switch (type) {
    case 'file':
      return filed(id);
    case 'state':
      return stated(id, saidIn === undefined || value > 5 ? { when: { wording: id, basis: 'stated' } } : source);
    case 'revise': {
      const end = pick(chainsOf(before).flatMap((chain) => chain.filter((one) => !takenBack.has(one)).slice(-1)));
      if (end === undefined) return issued(id, value, source);
      return revised(id, end, value, value === 9 ? { cause: 'withdrawn', ...source } : source);
    }
    case 'correct': {
      const [outer] = statements;
      const inner = statements.at(-1);
      // Only ever towards the first statement, so that none is said in itself.
      if (outer !== undefined && inner !== undefined && inner !== outer && value > 4) {
        return corrected(id, inner, { saidIn: outer, by: null, when: null });
      }
      const words = { title: `T${value}`, summary: `S${value}`, what: 'x', reason: 'x', lead: value > 5 ? null : 'x' };
      return corrected(id, pick(ids(...retractable, ...labels)) ?? 'story', {
        ...words,
        scope: value > 5 ? null : 'x',
      });
    }
    case 'retract': {
      const fact = pick(ids(...(value > 3 ? figures : retractable)));
      return fact === undefined ? corrected(id, 'story', { title: `T${value}` }) : retracted(id, fact);
    }
    case 'raise':
      return raised(id, source);
    case 'take-position': {
      const claim = pick(ids('ClaimRaised'));
      return claim === undefined ? raised(id) : positioned(id, claim, positions[value % 3] ?? 'ClaimDenied', source);
    }
    case 'report':
      return reported(id, source);
    case 'retitle':
      return retitled(id, `T${value}`);
    case 'summarise': {
      const lead = pick(ids(...figures));
      return summarised(id, `S${value}`, lead === undefined || value > 6 ? {} : { lead, keyFacts: [lead] });
    }
    case 'link':
      return linked(id, 'other');
    case 'close':
      return closed(id);
    case 'issue':
      return issued(id, value, source);
  }
}

/** The figures of each chain of one story, in the order in which they were published. */
function chainsOf(events: readonly { readonly id: string; readonly type: string; readonly data: object }[]) {
  const chains: string[][] = [];
  for (const { id, type, data } of events) {
    if (type === 'EstimateIssued') chains.push([id]);
    if (type === 'EstimateRevised' && 'revises' in data)
      chains.find((one) => one.includes(data.revises as string))?.push(id);
  }
  return chains;
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
          if (known.row.kind === 'header' || known.row.kind === 'stand') continue;
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

  test('keeps every row that ever was: a prefix of the history leaves the same rows, of which some have ended since', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.nat(40), async (batches, some) => {
        const earlier = batches.slice(0, 1 + (some % batches.length));
        const after = earlier.flat().at(-1)?.position ?? 0;
        const { rows } = await foldAll(batches);
        const known = rows.filter(({ from }) => from <= after);
        const then = known.map((one) => ((one.until ?? 0) > after ? { ...one, until: undefined } : one));
        expect(inOrder(then)).toEqual(inOrder((await foldAll(earlier)).rows));
      }),
    );
  });

  test('leaves in each chain the last figure that is not retracted current or withdrawn, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const { rows } = await foldAll(batches);
        for (const story of ['troops', 'other']) {
          const mine = batches.flat().filter((event) => event.story === story);
          const sent = mine.map(({ id, type, data }) => ({ id, type, data: JSON.parse(data) as { fact?: string } }));
          const takenBack = sent.flatMap(({ type, data }) => (type === 'FactRetracted' ? [data.fact] : []));
          const current = rows.filter(({ row, until }) => row.story === story && until === undefined);
          for (const chain of chainsOf(sent)) {
            const end = chain.findLast((id) => !takenBack.includes(id));
            for (const id of chain) {
              const row = current.find(({ row: { key } }) => key === id)?.row;
              if (row?.kind !== 'estimate') throw new Error(`the figure ${id} has no row`);
              const { status, revisedBy, data } = row.doc;
              const wanted = 'cause' in data && data.cause === 'withdrawn' ? 'withdrawn' : 'current';
              expect([id, status]).toEqual([
                id,
                takenBack.includes(id) ? 'retracted' : id === end ? wanted : 'superseded',
              ]);
              if (id === end) expect(revisedBy).toBeUndefined();
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test('tells a retraction, and marks the fact as retracted by it, in every kind', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const { rows, changes } = await foldAll(batches);
        for (const [at, { id, story, type, data }] of batches.flat().entries()) {
          if (type !== 'FactRetracted') continue;
          const { fact } = JSON.parse(data) as { fact: string };
          expect(changes[at]).toMatchObject({ change: 'retracted', fact });
          const row = rows.find(
            ({ row: one, until }) => until === undefined && one.story === story && one.key === fact,
          );
          expect(row?.row.doc).toMatchObject({ retractedBy: id });
        }
      }),
    );
  });
});
