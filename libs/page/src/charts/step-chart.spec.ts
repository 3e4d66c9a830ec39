import type { Quantity } from '#events';
import type { PlacedFigure } from '../model.js';
import { en } from '../words/en.js';
import { periodBars } from './period-bars.js';
import { seriesOf } from './series.js';
import { stepChart } from './step-chart.js';

const telling = { words: en, zone: 'UTC', base: '' };
const metric = { id: 'm', label: 'homes', unit: 'homes' };
const day = (date: string) => Date.parse(`${date}T23:59:59.999Z`);

interface Given {
  readonly by?: string;
  readonly day?: string;
  readonly chain?: string;
  readonly status?: string;
  readonly period?: string;
}

let position = 0;
const figure = (
  quantity: Omit<Quantity, 'unit'> | undefined,
  { by = 'office', day: on, chain, status = 'current', period }: Given = {},
) => {
  position += 1;
  const said = { by: { parties: [{ id: by, name: by }], mode: 'paraphrase' } };
  const data = {
    metric,
    ...(quantity === undefined ? {} : { quantity: { ...quantity, unit: 'homes' } }),
    ...(period === undefined ? {} : { period: { edtf: period, basis: 'stated' } }),
  };
  const place = on === undefined ? {} : { place: { key: on, latest: day(on) } };
  return {
    id: `f-${position}`,
    position,
    chain: chain ?? `f-${position}`,
    status,
    data,
    said,
    ...place,
  } as unknown as PlacedFigure;
};

const chartOf = (...figures: PlacedFigure[]) => {
  const [series] = seriesOf(figures, undefined, en);
  return series === undefined ? '' : stepChart(series, telling).text;
};
const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

describe('a chart of steps', () => {
  test('has a point for each figure, and tells issuers apart by shape', () => {
    const text = chartOf(
      figure({ value: 5 }, { day: '2026-03-01' }),
      figure({ value: 7 }, { day: '2026-03-02', by: 'other' }),
    );
    expect([count(text, /class="mark-0/g), count(text, /class="mark-1/g)]).toEqual([1, 1]);
    expect(text).toMatch(/aria-label="Chart of homes. 5 homes; 7 homes"/);
  });

  test.each<[string, Omit<Quantity, 'unit'>, RegExp]>([
    [
      'more than: an open point, and an arrow up',
      { lower: { value: 6, inclusive: false } },
      /class="arrow"[^>]*l0 -\d[\s\S]*mark-0 open[\s\S]*&gt; 6/,
    ],
    [
      'at most: a closed point, and an arrow down',
      { upper: { value: 6, inclusive: true } },
      /class="arrow"[^>]*l0 \d[\s\S]*mark-0 filled[\s\S]*≤ 6/,
    ],
    [
      'two bounds: a band',
      { lower: { value: 6, inclusive: true }, upper: { value: 9, inclusive: true } },
      /class="band"[\s\S]*6–9/,
    ],
  ])('draws %s', (_what, quantity, drawn) => {
    expect(chartOf(figure(quantity, { day: '2026-03-01' }))).toMatch(drawn);
  });

  test('puts what has no known time apart, and draws nothing that was taken back', () => {
    const text = chartOf(
      figure({ value: 5 }),
      figure({ value: 6 }, { day: '2026-03-01' }),
      figure({ value: 7 }, { status: 'retracted' }),
    );
    expect(text).toMatch(/time not known/);
    expect(text).not.toMatch(/>7</);
  });

  test('writes no label over another', () => {
    const text = chartOf(
      ...Array.from({ length: 60 }, (_, at) => figure({ value: 1_000 + at }, { day: '2026-03-01', chain: 'one' })),
    );
    expect(count(text, /class="value"/g)).toBeLessThan(4);
  });
});

test('figures for different periods are bars, in their order, and words have no chart', () => {
  const august = figure({ value: 477 }, { period: '2024-08' });
  const october = figure({ value: 478 }, { period: '2024-10-01/2024-10-27' });
  const [bars] = seriesOf([october, august], undefined, en);
  expect(bars?.kind).toBe('periods');
  const text = bars === undefined ? '' : periodBars(bars, telling).text;
  expect([...text.matchAll(/class="tick"[^>]*>([^<]*)/g)].map(([, label]) => label)).toEqual([
    'Aug 2024',
    '1–27 Oct 2024',
  ]);
  expect(text).not.toMatch(/955/);
  expect(seriesOf([figure({ approx: 'vague', wording: 'many' })], undefined, en)[0]?.kind).toBe('words');
});
