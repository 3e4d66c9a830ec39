import type { When } from '#events';
import {
  by,
  corrected,
  filed,
  inOrder,
  issued,
  positioned,
  raised,
  reported,
  retracted,
  stated,
} from '../../libs/story/src/story-examples.js';
import { rowsOf } from './naive-examples.js';
import type { NaiveRow } from './naive-fold.js';

const day = (date: number, order: Partial<When> = {}): When => ({
  basis: 'stated',
  edtf: `2024-10-${date}`,
  zone: 'UTC',
  ...order,
});
const keyOf = (date: number, rank = 0) => `0${8_640_000_000_000_000 + Date.UTC(2024, 9, date)}-0000${rank}`;
const endOf = (date: number) => Date.UTC(2024, 9, date + 1) - 1;
const on = (date: number, rank = 0) => ({ key: keyOf(date, rank), latest: endOf(date) });

/** When the rows of a fact begin, and the order that each tells. */
const ordersOf = (rows: readonly NaiveRow[], key: string) =>
  rows.filter((row) => row.key === key).map(({ since, doc }) => [since, doc['order']]);
/** The order that each fact has in the end. */
const lastOrders = (rows: readonly NaiveRow[]) =>
  Object.fromEntries(rows.filter(({ doc }) => 'order' in doc).map(({ key, doc }) => [key, doc['order']]));
describe('the order of a fact', () => {
  test('is the begin of its own time, and its end', () => {
    const rows = rowsOf(
      filed('article', { published: day(28) }),
      stated('said', { when: day(26) }),
      reported('meeting', { when: { basis: 'stated', edtf: '2024-10-28T21:05:00Z' } }),
      raised('claim', { when: day(27) }),
      issued('figure'),
    );
    expect(lastOrders(rows)).toEqual({
      article: { key: '08641730073600000-00000', latest: 1_730_159_999_999 },
      said: { key: '08641729900800000-00000', latest: 1_729_987_199_999 },
      meeting: { key: '08641730149500000-00000', latest: expect.any(Number) as number },
      claim: { key: '08641729987200000-00000', latest: 1_730_073_599_999 },
      figure: { key: '~-00000' },
    });
  });

  test('is none where it is said in a statement, and where nobody said a claim at any time', () => {
    const rows = rowsOf(
      stated('said', { when: day(26) }),
      issued('figure', { saidIn: 'said' }),
      raised('bare'),
      raised('of-somebody', { by }),
    );
    expect(lastOrders(rows)).toEqual({ said: on(26), 'of-somebody': { key: '~-00000' } });
  });

  test('comes behind what it is after, and is no later than what it is before', () => {
    const rows = rowsOf(
      stated('known', { when: day(26) }),
      stated('earlier', { when: inOrder({ before: ['known'] }) }),
      stated('later', { when: inOrder({ after: ['known'] }) }),
      stated('latest', { when: inOrder({ after: ['later'] }) }),
      stated('last', { when: inOrder({ after: ['latest'] }) }),
      stated('next-day', { when: day(27, { after: ['later'] }) }),
    );
    // `known` comes behind `earlier`, which shares its instant; `later` is as late as its day lets it be.
    expect(lastOrders(rows)).toEqual({
      earlier: { key: keyOf(26, 0), latest: endOf(26) },
      known: { key: keyOf(26, 1), latest: endOf(26) },
      later: { key: keyOf(27, 0), latest: endOf(27) },
      latest: { key: keyOf(27, 1) },
      last: { key: keyOf(27, 2) },
      'next-day': on(27, 1),
    });
    expect(ordersOf(rows, 'known')).toEqual([
      [2, on(26)],
      [3, on(26, 1)],
    ]);
  });

  test('of what has an end alone is that end, or the begin of what it is before', () => {
    const end = (date: number) => ({ basis: 'inferred', edtf: `[..2024-10-${date}]`, zone: 'UTC' }) as const;
    const rows = rowsOf(
      stated('ended', { when: end(27) }),
      stated('known', { when: day(26) }),
      stated('ended-before', { when: { ...end(27), before: ['known'] } }),
    );
    const ending = 8_640_000_000_000_000 + endOf(27);
    expect(lastOrders(rows)).toEqual({
      ended: { key: `0${ending}-00000`, latest: endOf(27) },
      'ended-before': { key: keyOf(26), latest: endOf(26) },
      known: on(26, 1),
    });
  });

  test('moves with a corrected time, and once where the fact itself is corrected', () => {
    const rows = rowsOf(
      stated('known', { when: day(26) }),
      stated('later', { when: inOrder({ after: ['known'] }) }),
      corrected('mending', 'known', { when: { edtf: '2024-10-25' } }),
      corrected('other', 'known', { proposition: 'None were sent' }),
    );
    expect(ordersOf(rows, 'known')).toEqual([
      [2, on(26)],
      [4, on(25)],
      [5, on(25)],
    ]);
    expect(ordersOf(rows, 'later')).toEqual([
      [3, { key: keyOf(26, 1) }],
      [4, { key: keyOf(25, 1) }],
    ]);
  });

  test('stays when a fact is retracted, whose own order still moves', () => {
    const rows = rowsOf(
      stated('known', { when: day(26) }),
      stated('earlier', { when: inOrder({ before: ['known'] }) }),
      retracted('taking', 'earlier'),
      corrected('mending', 'known', { when: { edtf: '2024-10-25' } }),
    );
    expect(ordersOf(rows, 'earlier')).toEqual([
      [3, on(26)],
      [4, on(26)],
      [5, on(25)],
    ]);
    expect(rows.find(({ key, since }) => key === 'earlier' && since === 5)?.doc).toMatchObject({
      retractedBy: 'taking',
    });
    expect(lastOrders(rows)).toMatchObject({ known: on(25, 1) });
  });

  test('is that of the statement for edges that name what is said in it; a claim of nobody orders nothing', () => {
    const rows = rowsOf(
      stated('said', { when: day(26) }),
      stated('quoted', { saidIn: 'said' }),
      issued('figure', { saidIn: 'quoted' }),
      raised('bare'),
      reported('meeting', { when: inOrder({ after: ['figure', 'bare'] }) }),
      reported('call', { when: inOrder({ before: ['bare'] }) }),
    );
    expect(lastOrders(rows)).toEqual({ said: on(26), meeting: { key: keyOf(26, 1) }, call: { key: '~-00000' } });
  });

  test('moves for edges that name what is said, when it was said in another statement', () => {
    const rows = rowsOf(
      stated('said', { when: day(26) }),
      stated('said-later', { when: day(27) }),
      issued('figure', { saidIn: 'said' }),
      reported('meeting', { when: inOrder({ after: ['figure'] }) }),
      corrected('mending', 'figure', { saidIn: 'said-later' }),
    );
    expect(ordersOf(rows, 'meeting')).toEqual([
      [5, { key: keyOf(26, 1) }],
      [6, { key: keyOf(27, 1) }],
    ]);
  });

  test('comes and goes with an attribution of its own', () => {
    const rows = rowsOf(
      stated('said', { when: day(26) }),
      raised('claim'),
      positioned('position', 'claim', { saidIn: 'said' }),
      reported('meeting', { when: inOrder({ after: ['position'] }) }),
      corrected('apart', 'position', { saidIn: null, by, when: day(25) }),
      corrected('again', 'position', { saidIn: 'said', by: null, when: null }),
      corrected('raising', 'claim', { by }),
    );
    expect(ordersOf(rows, 'position')).toEqual([
      [4, undefined],
      [6, on(25)],
      [7, undefined],
    ]);
    expect(ordersOf(rows, 'meeting')).toEqual([
      [5, { key: keyOf(26, 1) }],
      [6, { key: keyOf(25, 1) }],
      [7, { key: keyOf(26, 1) }],
    ]);
    expect(ordersOf(rows, 'claim')).toEqual([
      [3, undefined],
      [8, { key: '~-00000' }],
    ]);
  });
});
