import { edtfBounds } from '#events';
import type { OrderPoint } from './order-point.js';
import { orderPoints } from './order-points.js';
import { idsInOrder } from './order-oracle.js';

interface Told {
  readonly edtf?: string;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

/** Points in the order in which they were recorded. */
const story = (facts: Readonly<Record<string, Told>>): OrderPoint[] =>
  Object.entries(facts).map(([id, { edtf, before = [], after = [] }], at) => ({
    id,
    position: at + 1,
    bounds: edtf === undefined ? {} : edtfBounds(edtf),
    before,
    after,
  }));

const orderOf = (facts: Readonly<Record<string, Told>>) => idsInOrder(story(facts)).join(' < ');
const standingOf = (facts: Readonly<Record<string, Told>>, id: string) => orderPoints(story(facts)).get(id);
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
const dayEnd = (text: string) => Date.parse(`${text}T23:59:59.999Z`);

describe('the order of what was said or happened', () => {
  test('is that of the dates, whatever came first to the record', () => {
    expect(
      orderOf({
        briefing: { edtf: '2024-10-28' },
        lastWeek: { edtf: '[2024-10-21..2024-10-27]' },
        summer: { edtf: '2024-08' },
        minute: { edtf: '2024-10-28T21:05:00Z' },
      }),
    ).toBe('summer < lastWeek < briefing < minute');
  });

  test('puts what was said "hours before" another before it, on the same day', () => {
    const facts = {
      warning: { edtf: '2024-10-28' },
      letter: { edtf: '2024-10-28', before: ['warning'] },
      call: { before: ['letter'] },
    };
    expect(orderOf(facts)).toBe('call < letter < warning');
    expect(standingOf(facts, 'call')).toEqual({ at: day('2024-10-28'), rank: 0, latest: dayEnd('2024-10-28') });
    expect(standingOf(facts, 'warning')).toMatchObject({ at: day('2024-10-28'), rank: 2 });
  });

  test('puts what is known by its end alone as late as that, and as what it precedes', () => {
    const facts = {
      estimate: { edtf: '[..2024-10-27]' },
      visit: { edtf: '2024-10-26' },
      answer: { edtf: '2024-10-28' },
    };
    expect(orderOf(facts)).toBe('visit < estimate < answer');
    expect(standingOf(facts, 'estimate')?.at).toBe(dayEnd('2024-10-27'));
    expect(orderOf({ ...facts, estimate: { edtf: '[..2024-10-27]', before: ['visit'] } })).toBe(
      'estimate < visit < answer',
    );
  });

  test('puts what has no date behind an undated one behind it, and both last', () => {
    const facts = { reply: { after: ['claim'] }, claim: {}, briefing: { edtf: '2024-10-28' } };
    expect(orderOf(facts)).toBe('briefing < claim < reply');
    expect(standingOf(facts, 'reply')).toEqual({ at: undefined, rank: 1, latest: undefined });
  });

  test('pulls what has no date to the date of what it precedes, through others without one', () => {
    const facts = {
      first: { before: ['second'] },
      second: { before: ['third'] },
      third: { edtf: '2024-10-20' },
      other: { edtf: '2024-10-19' },
    };
    expect(orderOf(facts)).toBe('other < first < second < third');
    expect(standingOf(facts, 'first')).toEqual({ at: day('2024-10-20'), rank: 0, latest: dayEnd('2024-10-20') });
  });

  test('pushes what has no date behind the date of what precedes it', () => {
    expect(orderOf({ reply: { after: ['claim'] }, later: { edtf: '2024-10-29' }, claim: { edtf: '2024-10-28' } })).toBe(
      'claim < reply < later',
    );
  });

  test('keeps what has no date before what has its own from another point', () => {
    const facts = {
      dated: { edtf: '2024-10-28', before: ['both'] },
      undated: { before: ['both'] },
      both: {},
      earlier: { before: ['undated'] },
    };
    expect(orderOf(facts)).toBe('dated < earlier < undated < both');
  });

  test('believes before and after more than dates', () => {
    const facts = { cause: { edtf: '2024-10-29', before: ['effect'] }, effect: { edtf: '2024-10-28' } };
    expect(orderOf(facts)).toBe('cause < effect');
    expect(standingOf(facts, 'effect')).toEqual({ at: day('2024-10-29'), rank: 1, latest: dayEnd('2024-10-28') });
  });

  test('tells the latest moment that a point may have been, by what it precedes', () => {
    const facts = { rumour: { edtf: '2024', before: ['denial'] }, denial: { edtf: '2024-10-28' } };
    expect(standingOf(facts, 'rumour')?.latest).toBe(dayEnd('2024-10-28'));
  });

  test('is that of the record where nothing else tells', () => {
    expect(orderOf({ b: {}, a: {}, d: { edtf: '2024' }, c: { edtf: '2024' } })).toBe('d < c < b < a');
  });

  test('passes over points that are not there, and a point that is said to precede itself', () => {
    expect(orderOf({ a: { before: ['gone', 'a'], after: ['lost', 'a'] }, b: { before: ['a', 'a'] } })).toBe('b < a');
  });

  test('follows the record within a circle, and the rest of what is said around it', () => {
    expect(
      orderOf({
        behind: { after: ['b'] },
        a: { before: ['b'] },
        b: { before: ['c'] },
        c: { before: ['a'] },
        ahead: { before: ['c'] },
      }),
    ).toBe('a < ahead < b < behind < c');
  });

  test('is found for chains that are longer than the stack, and in circles as long', () => {
    const length = 10_000;
    const chain = (isCircle: boolean) =>
      Array.from({ length }, (_, at) => ({
        id: `f${at}`,
        position: length - at,
        bounds: at === length - 1 ? edtfBounds('2024-10-28') : {},
        before: at === length - 1 ? (isCircle ? ['f0'] : []) : [`f${at + 1}`],
        after: [],
      }));
    const start = performance.now();
    expect(orderPoints(chain(false)).get('f9999')).toMatchObject({ at: day('2024-10-28'), rank: length - 1 });
    expect(orderPoints(chain(true)).size).toBe(length);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
