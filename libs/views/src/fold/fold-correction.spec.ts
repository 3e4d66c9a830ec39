import { corrected, issued, opened, pentagon, recordedBatches, revised, stated } from '../stored-examples.js';
import { currentRows, foldAll, historyOf } from '../table-in-memory.js';

const when = { edtf: '2024-10-28', basis: 'inferred' as const };

describe('a correction', () => {
  test('changes the row of its fact, which stays where it was introduced', async () => {
    const { rows } = await foldAll(
      recordedBatches([[opened('story')], [corrected('mending', 'story', { title: 'Other', summary: 'New' })]]),
    );
    expect(historyOf(rows, 'story').map(({ row, from, until }) => [row.doc, from, until])).toMatchObject([
      [{ data: { title: 'Troops' } }, 1, 2],
      [
        { data: { title: 'Other', summary: 'New', language: 'en' }, position: 1, corrections: ['mending'] },
        2,
        undefined,
      ],
    ]);
  });

  test('keeps what the touched fields were and are, and no others', async () => {
    const patch = { quantity: { value: 3500, approx: 'about' }, scope: 'all', place: null, partOf: null };
    const first = issued('first', 3000, { place: { name: 'Kursk' } });
    const { rows, changes } = await foldAll(
      recordedBatches([[opened('story'), first], [corrected('mending', 'first', patch)]]),
    );
    const kept = {
      fact: 'first',
      kind: 'estimate',
      reason: 'A slip of the pen',
      was: { quantity: { value: 3000, unit: 'troops' }, place: { name: 'Kursk' } },
      now: { quantity: { value: 3500, approx: 'about', unit: 'troops' }, scope: 'all' },
    };
    expect(currentRows(rows)['mending']).toMatchObject({
      kind: 'correction',
      doc: { id: 'mending', position: 3, ...kept },
    });
    expect(changes[2]).toEqual({ change: 'corrected', label: 'North Korean troops in Russia', ...kept });
  });

  test.each([
    ['a story', opened('fact'), 'Troops'],
    ['a figure', issued('fact', 1), 'North Korean troops in Russia'],
    ['a statement', stated('fact'), 'Troops were sent'],
  ])('of %s is told with the name that readers knew it by', async (_what, fact, label) => {
    const patch = { title: 'Other', proposition: 'Other', scope: 'x' };
    const { changes } = await foldAll(recordedBatches([[fact, corrected('mending', 'fact', patch)]]));
    expect(changes[1]).toMatchObject({ change: 'corrected', label });
  });

  test('is kept beside the ones before it', async () => {
    const { rows } = await foldAll(
      recordedBatches([
        [opened('story')],
        [corrected('one', 'story', { title: 'A' }), corrected('two', 'story', { title: 'B' })],
      ]),
    );
    expect(currentRows(rows)['story']).toMatchObject({ doc: { corrections: ['one', 'two'], data: { title: 'B' } } });
    expect(currentRows(rows)['two']).toMatchObject({ doc: { was: { title: 'A' }, now: { title: 'B' } } });
  });

  test('of a figure that was revised leaves it superseded', async () => {
    const { rows } = await foldAll(
      recordedBatches([
        [opened('story'), issued('first', 3000), revised('second', 'first', 10_000)],
        [corrected('mending', 'first', { scope: 'all' })],
      ]),
    );
    expect(currentRows(rows)['first']).toMatchObject({
      doc: { status: 'superseded', revisedBy: 'second', data: { scope: 'all' } },
    });
  });

  test('of a figure is what a later revision of it starts from', async () => {
    const batches = recordedBatches([
      [opened('story'), issued('first', 3000)],
      [corrected('mending', 'first', { quantity: { value: 3500 } })],
      [revised('second', 'first', 10_000)],
    ]);
    expect((await foldAll(batches)).changes[3]).toMatchObject({ from: { value: 3500 }, to: { value: 10_000 } });
  });

  test('of a revision into a withdrawal makes the figure withdrawn', async () => {
    const { rows } = await foldAll(
      recordedBatches([
        [opened('story'), issued('first', 3000), revised('second', 'first', 10_000)],
        [corrected('mending', 'second', { cause: 'withdrawn', quantity: null })],
      ]),
    );
    expect(currentRows(rows)['second']).toMatchObject({ doc: { status: 'withdrawn' } });
  });

  test('of a withdrawal into a revision makes the figure current', async () => {
    const { rows } = await foldAll(
      recordedBatches([
        [opened('story'), issued('first', 3000), revised('second', 'first', 0, { cause: 'withdrawn' })],
        [corrected('mending', 'second', { cause: 'new-information', quantity: { value: 1, unit: 'troops' } })],
      ]),
    );
    expect(currentRows(rows)['second']).toMatchObject({ doc: { status: 'current' } });
  });

  test('of where a statement is said holds for the events behind it, in the same batch as in a later one', async () => {
    const batches = recordedBatches([
      [opened('story'), stated('outer', { when }), stated('said', { by: { mode: 'narrator' } })],
      [corrected('mending', 'said', { by: null, saidIn: 'outer' })],
      [issued('first', 3000, { saidIn: 'said' })],
    ]);
    const apart = await foldAll(batches);
    expect(apart.changes[4]).toMatchObject({ change: 'issued', by: pentagon, when });
    expect((await foldAll([batches[0]!, [...batches[1]!, ...batches[2]!]])).changes).toEqual(apart.changes);
  });
});

describe('events of one batch that touch the same row', () => {
  test('leave rows whose spans follow each other without a gap', async () => {
    const { rows } = await foldAll(
      recordedBatches([
        [opened('story'), issued('first', 3000)],
        [
          corrected('a', 'first', { scope: 'x' }),
          revised('second', 'first', 10_000),
          corrected('b', 'first', { scope: 'y' }),
        ],
      ]),
    );
    expect(historyOf(rows, 'first').map(({ from, until }) => [from, until])).toEqual([
      [2, 3],
      [3, 4],
      [4, 5],
      [5, undefined],
    ]);
    expect(historyOf(rows, 'first').at(-1)?.row.doc).toMatchObject({
      status: 'superseded',
      corrections: ['a', 'b'],
      data: { scope: 'y' },
    });
  });

  test('leave such rows also where the batch itself introduces the fact', async () => {
    const { rows } = await foldAll(
      recordedBatches([
        [
          opened('story'),
          issued('first', 3000),
          revised('second', 'first', 4000),
          corrected('a', 'second', { scope: 'x' }),
        ],
      ]),
    );
    expect(historyOf(rows, 'first').map(({ from, until }) => [from, until])).toEqual([
      [2, 3],
      [3, undefined],
    ]);
    expect(historyOf(rows, 'second').map(({ from, until }) => [from, until])).toEqual([
      [3, 4],
      [4, undefined],
    ]);
  });
});
