import { nice, ticks } from 'd3-array';
import { utcTicks } from 'd3-time';
import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { PlacedFigure as Figure } from '../model.js';
import { tellNumber } from '../parts/quantity.js';
import { tellCalendar } from '../parts/times.js';
import type { Telling } from '../telling.js';
import { round } from './marks.js';

export const width = 360;
export const height = 210;
export const plot = { left: 52, right: width - 16, top: 22, bottom: height - 30 };
/** Where figures stand whose time is not known: before the axis, and apart from it. */
const undatedWidth = 86;
/** Closer to each other, dates could not be read. */
const dateRoom = 80;

/** Where the figures of a chart stand in it. */
export interface Scales {
  readonly x: (figure: Figure) => number;
  readonly y: (value: number) => number;
  readonly levels: readonly number[];
  readonly dates: readonly { readonly x: number; readonly label: string }[];
  readonly hasUndated: boolean;
}

/** From one span of numbers to another, both ways open. */
export const linear =
  ([from, to]: readonly [number, number], [start, end]: readonly [number, number]) =>
  (value: number): number =>
    start + ((value - from) / (to - from || 1)) * (end - start);

export function scalesOf(figures: readonly Figure[], telling: Telling): Scales {
  const numbers = figures.flatMap(({ data: { quantity } }) =>
    [quantity?.value, quantity?.lower?.value, quantity?.upper?.value].filter((one) => one !== undefined),
  );
  const isOpen = figures.some(
    ({ data: { quantity } }) => quantity?.value === undefined && quantity?.upper === undefined,
  );
  const most = Math.max(0, ...numbers);
  const [lowest, highest] = nice(Math.min(0, ...numbers), (most === 0 ? 1 : most) * (isOpen ? 1.35 : 1.08), 4);
  const times = figures.flatMap(({ place }) => place?.latest ?? []);
  const hasUndated = times.length < figures.length;
  const left = plot.left + (hasUndated ? undatedWidth + 16 : 0) + 26;
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = linear(first === last ? [first - 1, last + 1] : [first, last], [left, plot.right - 44]);
  return {
    x: ({ place }) => (place?.latest === undefined ? plot.left + undatedWidth / 2 : x(place.latest)),
    y: linear([lowest, highest], [plot.bottom, plot.top]),
    levels: ticks(lowest, highest, 4),
    dates: datesOf(times, x, telling),
    hasUndated,
  };
}

function datesOf(times: readonly number[], x: (time: number) => number, { words }: Telling): Scales['dates'] {
  const distinct = [...new Set(times)].sort((one, other) => one - other);
  const [first, last] = [distinct[0], distinct.at(-1)];
  if (first === undefined || last === undefined) return [];
  // The dates themselves where they are few, for then each is worth reading; else round ones.
  const wanted = distinct.length <= 3 ? distinct : [first, ...utcTicks(new Date(first), new Date(last), 3).map(Number)];
  const dates: { x: number; label: string }[] = [];
  for (const date of wanted) {
    const label = tellCalendar(new Date(date).toISOString().slice(0, 10), words.locale, 'short') ?? '';
    const before = dates.at(-1);
    if (before === undefined || (x(date) - before.x > dateRoom && label !== before.label))
      dates.push({ x: x(date), label });
  }
  return dates;
}

/** Levels and dates, and the lane of what has no known time. */
export function axes({ levels, dates, y, hasUndated }: Scales, { words }: Telling): Html {
  const most = Math.max(...levels.map(Math.abs));
  const lines = levels.map(
    (level) =>
      html`<path class="grid" d="M${plot.left} ${round(y(level))}H${plot.right}"/><text class="tick" x="${plot.left - 6}" y="${round(y(level) + 4)}" text-anchor="end">${compact(level, most, words)}</text>`,
  );
  const days = dates.map(
    ({ x, label }) => html`<text class="tick" x="${round(x)}" y="${height - 10}" text-anchor="middle">${label}</text>`,
  );
  const lane = plot.left + undatedWidth;
  const undated = hasUndated
    ? html`<path class="lane" d="M${lane} ${plot.top}V${plot.bottom}"/><text class="tick" x="${lane - undatedWidth / 2}" y="${height - 10}" text-anchor="middle">${words.charts.unknownTime}</text>`
    : nothing;
  return html`${lines}${days}${undated}`;
}

/** Short enough for an axis. Browsers and servers do not agree on Intl's own way. */
function compact(value: number, most: number, words: Telling['words']): string {
  const size = words.charts.sizes.find(({ from }) => most >= from);
  if (size === undefined || value === 0) return tellNumber(value, words);
  return `${tellNumber(Number((value / size.by).toPrecision(3)), words)}${size.sign}`;
}
