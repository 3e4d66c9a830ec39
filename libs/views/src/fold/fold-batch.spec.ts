import {
  corrected,
  filed,
  issued,
  opened,
  pentagon,
  recordedBatches,
  recordedEvents,
  revised,
  stated,
  troops,
} from '../stored-examples.js';
import { currentRows, foldAll, historyOf, readFrom } from '../table-in-memory.js';
import { nameOfWanted } from './wanted.js';
import { foldBatch } from './fold-batch.js';
import { UnprojectableError } from './unprojectable.js';

const when = { edtf: '2024-10-28', basis: 'inferred' as const };
const cites = [{ source: 'article' }];

describe('foldBatch', () => {
  test('makes a row and a change of every event that introduces a fact', async () => {
    const events = recordedEvents(opened('story'), filed('article'), issued('first', 3000), stated('said'));
    const { rows, changes } = await foldAll([events]);
    expect(rows.map(({ row: { story, kind, key }, from, until }) => [story, kind, key, from, until])).toEqual([
      ['troops', 'story', 'story', 1, undefined],
      ['troops', 'header', '*', 1, undefined],
      ['troops', 'source', 'article', 2, undefined],
      ['troops', 'estimate', 'first', 3, undefined],
      ['troops', 'statement', 'said', 4, undefined],
    ]);
    expect(changes).toEqual([
      { change: 'opened', title: 'Troops' },
      { change: 'filed', title: 'A report' },
      { change: 'issued', metric: troops, quantity: { value: 3000, unit: 'troops' }, by: pentagon },
      { change: 'stated', act: 'says', modality: 'asserted', proposition: 'Troops were sent', by: pentagon },
    ]);
  });

  test('says in each row who introduced it, when, and when the newsroom says that it was published', async () => {
    const [event] = recordedEvents(opened('story'));
    const { rows } = await foldAll([[{ ...event!, publishedAt: '2024-10-01T00:00:00Z' }]]);
    expect(currentRows(rows)['story']?.doc).toEqual({
      id: 'story',
      position: 1,
      recordedAt: '2024-10-28T21:05:00.000001Z',
      publishedAt: '2024-10-01T00:00:00Z',
      data: { title: 'Troops', language: 'en' },
    });
  });

  test('makes a figure superseded by the one that revises it', async () => {
    const { rows, changes } = await foldAll(
      recordedBatches([[opened('story'), issued('first', 3000)], [revised('second', 'first', 10_000)]]),
    );
    expect(historyOf(rows, 'first').map(({ row, from, until }) => [row.doc, from, until])).toMatchObject([
      [{ status: 'current' }, 2, 3],
      [{ status: 'superseded', revisedBy: 'second', position: 2 }, 3, undefined],
    ]);
    expect(currentRows(rows)['second']).toMatchObject({ doc: { status: 'current', revises: 'first', position: 3 } });
    expect(changes[2]).toMatchObject({
      change: 'revised',
      revises: 'first',
      cause: 'new-information',
      from: { value: 3000 },
      to: { value: 10_000 },
    });
  });

  test('tells a withdrawal, and that the figure behind it comes after none', async () => {
    const withdrawal = revised('second', 'first', 0, { cause: 'withdrawn' });
    const { rows, changes } = await foldAll(
      recordedBatches([[opened('story'), issued('first', 3000)], [withdrawal], [revised('third', 'second', 5000)]]),
    );
    expect(historyOf(rows, 'second').map(({ row }) => row.doc)).toMatchObject([
      { status: 'withdrawn' },
      { status: 'superseded' },
    ]);
    expect(changes[2]).toMatchObject({ change: 'withdrawn', cause: 'withdrawn', from: { value: 3000 } });
    expect(changes[2]).not.toHaveProperty('to');
    expect(changes[3]).toMatchObject({ change: 'revised', to: { value: 5000 } });
    expect(changes[3]).not.toHaveProperty('from');
  });

  test('gives a fact the attribution, time and citations of the statement that says it', async () => {
    const saying = { by: pentagon, when, cites };
    const batches = recordedBatches([
      [opened('story'), filed('article'), stated('said', saying)],
      [issued('first', 3000, { saidIn: 'said' })],
      [stated('inner', { saidIn: 'said' }), revised('second', 'first', 10_000, { saidIn: 'inner' })],
    ]);
    const { changes } = await foldAll(batches);
    expect(changes[3]).toMatchObject({ change: 'issued', ...saying });
    expect(changes[4]).toMatchObject({ change: 'stated', ...saying });
    expect(changes[5]).toMatchObject({ change: 'revised', ...saying });
    expect((await foldAll([batches.flat()])).changes).toEqual(changes);
  });

  test('follows statements that are said in each other through rows that no event of the batch names', async () => {
    const batches = recordedBatches([
      [
        opened('story'),
        stated('outer', { when }),
        stated('middle', { saidIn: 'outer' }),
        stated('inner', { saidIn: 'middle' }),
      ],
      [issued('first', 3000, { saidIn: 'inner' })],
    ]);
    const { changes } = await foldAll(batches);
    expect(changes[4]).toMatchObject({ change: 'issued', by: pentagon, when });
  });

  test('asks for the rows that the events name, and for no others', async () => {
    const batches = recordedBatches([
      [opened('story'), filed('article'), stated('said'), issued('first', 3000), issued('unnamed', 1)],
      [
        revised('second', 'first', 10_000, { saidIn: 'said' }),
        revised('third', 'second', 11_000),
        corrected('mending', 'third', { scope: 'all' }),
      ],
    ]);
    const { rows } = await foldAll(batches.slice(0, 1));
    const asked: string[] = [];
    await foldBatch(batches[1]!, (facts) => {
      asked.push(...facts.map(nameOfWanted));
      return readFrom(rows)(facts);
    });
    expect([...new Set(asked)].sort()).toEqual(['key troops *', 'key troops first', 'key troops said']);
  });

  test('keeps stories apart that use the same ids', async () => {
    const other = { story: 'other' };
    const { rows } = await foldAll(
      recordedBatches([
        [opened('story'), issued('first', 3000)],
        [
          { ...opened('story'), ...other },
          { ...issued('first', 7), ...other },
        ],
        [{ ...revised('second', 'first', 8), ...other }],
      ]),
    );
    const mine = rows.filter(({ row, until }) => row.story === 'troops' && row.key === 'first' && until === undefined);
    expect(mine.map(({ row }) => row.doc)).toMatchObject([{ status: 'current' }]);
  });

  test('answers the events that it folded', async () => {
    const events = recordedEvents(opened('story'), filed('article'));
    expect((await foldBatch(events, readFrom([]))).events).toEqual(events);
  });
});

describe('foldBatch, given what it cannot fold', () => {
  const [opening] = recordedEvents(opened('story'));

  test.each([
    ['a type that is not known', { type: 'StoryMerged' }],
    ['a later schema version', { schemaVersion: 2 }],
  ])('refuses the batch for %s, and names the event', async (_what, change) => {
    const event = { ...opening!, ...change };
    const folding = foldBatch([opening!, event], readFrom([]));
    await expect(folding).rejects.toThrow(UnprojectableError);
    await expect(folding).rejects.toMatchObject({ event });
    await expect(folding).rejects.toThrow(/position 1 .*id story of troops/);
  });

  test('refuses the batch for a correction of what is not there', async () => {
    const folding = foldBatch(recordedEvents(corrected('mending', 'nothing', { title: 'x' })), readFrom([]));
    await expect(folding).rejects.toThrow(UnprojectableError);
    await expect(folding).rejects.toThrow(/cannot be folded/);
  });
});
