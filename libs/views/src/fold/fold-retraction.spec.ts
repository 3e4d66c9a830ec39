import { corrected, issued, opened, recordedBatches, retracted, revised, stated } from '../stored-examples.js';
import type { Sent } from '../stored-examples.js';
import { currentRows, foldAll, historyOf } from '../table-in-memory.js';
import type { Folded } from '../table-in-memory.js';

const chain = [opened('story'), issued('first', 1), revised('second', 'first', 2), revised('third', 'second', 3)];
const statuses = ({ rows }: Folded) =>
  ['first', 'second', 'third', 'fourth'].flatMap((key) => {
    const row = currentRows(rows)[key];
    return row?.kind === 'estimate' ? [`${key} ${row.doc.status}`] : [];
  });

/** Folds in commits, and makes sure that one batch of all gives the same. */
async function folded(...batches: Sent[][]): Promise<Folded> {
  const recorded = recordedBatches([chain, ...batches]);
  const apart = await foldAll(recorded);
  const whole = await foldAll([recorded.flat()]);
  expect(statuses(whole)).toEqual(statuses(apart));
  expect(whole.changes).toEqual(apart.changes);
  return apart;
}

describe('a retraction', () => {
  test('marks the fact, keeps what was known before, and is told with what readers knew it by', async () => {
    const { rows, changes } = await folded([stated('said')], [retracted('taking', 'said')]);
    expect(historyOf(rows, 'said').map(({ row, from, until }) => [row.doc, from, until])).toMatchObject([
      [{ data: { proposition: 'Troops were sent' } }, 5, 6],
      [{ data: { proposition: 'Troops were sent' }, retractedBy: 'taking' }, 6, undefined],
    ]);
    expect(historyOf(rows, 'said')[0]?.row.doc).not.toHaveProperty('retractedBy');
    const told = { fact: 'said', kind: 'statement', reason: 'It was another story' };
    expect(currentRows(rows)['taking']).toMatchObject({
      kind: 'retraction',
      doc: { id: 'taking', position: 6, ...told },
    });
    expect(changes[5]).toEqual({ change: 'retracted', label: 'Troops were sent', ...told });
  });

  test('of the end of a chain makes the one before current again', async () => {
    const told = await folded([retracted('taking', 'third')]);
    expect(statuses(told)).toEqual(['first superseded', 'second current', 'third retracted']);
    expect(currentRows(told.rows)['second']?.doc).not.toHaveProperty('revisedBy');
    expect(told.changes[4]).toMatchObject({ again: { id: 'second', quantity: { value: 2, unit: 'troops' } } });
  });

  test('of the middle leaves the end current, and a retraction of the end reaches behind it then', async () => {
    expect(statuses(await folded([retracted('taking', 'second')]))).toEqual([
      'first superseded',
      'second retracted',
      'third current',
    ]);
    const both = await folded([retracted('taking', 'second')], [retracted('taking-2', 'third')]);
    expect(statuses(both)).toEqual(['first current', 'second retracted', 'third retracted']);
    expect(both.changes[4]).not.toHaveProperty('again');
    expect(both.changes[5]).toMatchObject({ again: { id: 'first' } });
  });

  test('of every figure of a chain leaves none', async () => {
    const told = await folded([retracted('a', 'third')], [retracted('b', 'second')], [retracted('c', 'first')]);
    expect(statuses(told)).toEqual(['first retracted', 'second retracted', 'third retracted']);
    expect(told.changes[6]).not.toHaveProperty('again');
  });

  test('of what replaced a withdrawal makes it withdrawn again, as it was corrected meanwhile', async () => {
    const withdrawn = await folded(
      [corrected('mending', 'second', { cause: 'withdrawn', quantity: null })],
      [retracted('taking', 'third')],
    );
    expect(statuses(withdrawn)).toEqual(['first superseded', 'second withdrawn', 'third retracted']);
    expect(withdrawn.changes[5]).toMatchObject({ again: { id: 'second' } });
  });

  test('lets the figure that is current again be revised anew', async () => {
    const told = await folded([retracted('taking', 'third')], [revised('fourth', 'second', 4)]);
    expect(statuses(told)).toEqual(['first superseded', 'second superseded', 'third retracted', 'fourth current']);
    expect(told.changes[5]).toMatchObject({
      change: 'revised',
      revises: 'second',
      from: { value: 2 },
      to: { value: 4 },
    });
  });
});
