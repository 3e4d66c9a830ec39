import { scaleLinear, scaleUtc } from 'd3-scale';
import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { PlacedFigure as Figure } from '../model.js';
import { plainAmount, tellNumber } from '../parts/quantity.js';
import { tellCalendar } from '../parts/times.js';
import type { Telling } from '../telling.js';
import { arrow, mark, round } from './marks.js';
import { issuerName } from './series.js';
import type { Series } from './series.js';

export const width = 360;
export const height = 210;
const plot = { left: 52, right: width - 16, top: 22, bottom: height - 30 };
/** Where figures stand whose time is not known: before the axis, and apart from it. */
const undatedWidth = 86;
const mostLabels = 8;

interface Point {
  readonly figure: Figure;
  readonly x: number;
  readonly y: number;
}

interface Scales {
  readonly x: (figure: Figure) => number;
  readonly y: (value: number) => number;
  readonly ticks: readonly number[];
  readonly dates: readonly { readonly x: number; readonly label: string }[];
  readonly hasUndated: boolean;
}

/** One metric as steps: a point for each figure that has a number, which stands until the next of its chain. */
export function stepChart(series: Series, telling: Telling): Html {
  const { words } = telling;
  const numeric = series.figures.filter((figure) => levelOf(figure) !== undefined && figure.status !== 'retracted');
  const scales = scalesOf(numeric, telling);
  const label = words.charts.steps(
    series.metric.label,
    numeric
      .map((figure) => (figure.data.quantity === undefined ? '' : plainAmount(figure.data.quantity, words)))
      .join('; '),
  );
  const isCrowded = numeric.length > mostLabels;
  return html`<svg class="chart steps" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
    ${axes(scales, telling)} ${series.chains.map((chain) => chainOf(chain, series, scales, isCrowded, telling))}
  </svg>`;
}

/** The number that a figure is drawn at; undefined where it has none. */
export const levelOf = ({ data: { quantity } }: Figure): number | undefined =>
  quantity?.value ?? quantity?.lower?.value ?? quantity?.upper?.value;

function scalesOf(figures: readonly Figure[], { words }: Telling): Scales {
  const numbers = figures.flatMap(({ data: { quantity } }) =>
    [quantity?.value, quantity?.lower?.value, quantity?.upper?.value].filter((one) => one !== undefined),
  );
  const isOpen = figures.some(
    ({ data: { quantity } }) => quantity?.value === undefined && quantity?.upper === undefined,
  );
  const most = Math.max(0, ...numbers);
  const y = scaleLinear(
    [Math.min(0, ...numbers), (most === 0 ? 1 : most) * (isOpen ? 1.35 : 1.08)],
    [plot.bottom, plot.top],
  ).nice(4);
  const times = figures.flatMap(({ place }) => place?.latest ?? []);
  const hasUndated = times.length < figures.length;
  const left = plot.left + (hasUndated ? undatedWidth : 0) + 26;
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const x = scaleUtc(first === last ? [first - 1, last + 1] : [first, last], [left, plot.right - 44]);
  const distinct = [...new Set(times)].sort((one, other) => one - other);
  // The dates themselves where they are few, for then each is worth reading; else those of the scale.
  const dates = distinct.length <= 3 ? distinct : x.ticks(3).map(Number);
  return {
    x: ({ place }) => (place?.latest === undefined ? plot.left + undatedWidth / 2 : x(place.latest)),
    y,
    ticks: y.ticks(4),
    dates: dates.map((date) => ({
      x: x(date),
      label: tellCalendar(new Date(date).toISOString().slice(0, 10), words.locale, 'short') ?? '',
    })),
    hasUndated,
  };
}

function axes({ ticks, dates, y, hasUndated }: Scales, { words }: Telling): Html {
  const lines = ticks.map(
    (tick) =>
      html`<path class="grid" d="M${plot.left} ${round(y(tick))}H${plot.right}" /><text
          class="tick"
          x="${plot.left - 6}"
          y="${round(y(tick) + 4)}"
          text-anchor="end"
          >${compact(tick, Math.max(...ticks.map(Math.abs)), words)}</text
        >`,
  );
  const days = dates.map(
    ({ x, label }) => html`<text class="tick" x="${round(x)}" y="${height - 10}" text-anchor="middle">${label}</text>`,
  );
  const undated = hasUndated
    ? html`<path class="lane" d="M${plot.left + undatedWidth} ${plot.top}V${plot.bottom}" /><text
          class="tick"
          x="${plot.left + undatedWidth / 2}"
          y="${height - 10}"
          text-anchor="middle"
          >?</text
        >`
    : nothing;
  return html`${lines}${days}${undated}`;
}

/** Short enough for an axis. Browsers and servers do not agree on Intl's own way. */
function compact(value: number, most: number, words: Telling['words']): string {
  const size = words.charts.sizes.find(({ from }) => most >= from);
  if (size === undefined || value === 0) return tellNumber(value, words);
  return `${tellNumber(Number((value / size.by).toPrecision(3)), words)}${size.sign}`;
}

function chainOf(chain: readonly Figure[], series: Series, scales: Scales, isCrowded: boolean, telling: Telling): Html {
  const { words } = telling;
  const points = chain.flatMap((figure): Point[] => {
    const level = levelOf(figure);
    return level === undefined || figure.status === 'retracted'
      ? []
      : [{ figure, x: scales.x(figure), y: scales.y(level) }];
  });
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return nothing;
  const issuer = series.issuers.indexOf(issuerName(first.figure, words));
  const end = chain.at(-1)?.status === 'withdrawn' ? Math.min(last.x + 30, plot.right) : plot.right;
  const path = points.reduce(
    (text, { x, y }, at) => (at === 0 ? `M${round(x)} ${round(y)}` : `${text}H${round(x)}V${round(y)}`),
    '',
  );
  const isWithdrawn = chain.at(-1)?.status === 'withdrawn';
  const cross = isWithdrawn ? html`<path class="arrow" d="M${end - 4} ${round(last.y - 4)}l8 8m0 -8l-8 8" />` : nothing;
  const openStart = isOpenBefore(first.figure) ? arrow(first.x, first.y, 'left', 20) : nothing;
  return html`<g class="chain issuer-${issuer % 6}"
    >${points.map((point, at) => band(point, points[at + 1]?.x ?? end, scales))}<path
      class="line"
      d="${path}H${round(end)}"
    />${cross}${openStart}${points.map((point, at) =>
      pointOf(point, issuer, at === points.length - 1 || !isCrowded, telling),
    )}</g
  >`;
}

const isOpenBefore = ({ said }: Figure) => said.when?.edtf?.startsWith('[..') === true;

/** The room between the bounds of a figure, as long as it stood; open bounds lead on as an arrow. */
function band({ figure, x, y }: Point, until: number, { y: scale }: Scales): Html {
  const { quantity } = figure.data;
  const { lower, upper, value } = quantity ?? {};
  if (lower !== undefined && upper !== undefined) {
    const top = scale(upper.value);
    return html`<rect
      class="band"
      x="${round(x)}"
      y="${round(top)}"
      width="${round(Math.max(until - x, 2))}"
      height="${round(scale(lower.value) - top)}"
    />`;
  }
  if (value !== undefined) return nothing;
  if (lower !== undefined) {
    const length = Math.max(y - plot.top - 12, 14);
    return html`<rect
        class="band fading"
        x="${round(x)}"
        y="${round(y - length)}"
        width="${round(Math.max(until - x, 2))}"
        height="${round(length)}"
      />${arrow(x, y - 8, 'up', length - 8)}`;
  }
  if (upper !== undefined) return arrow(x, y + 8, 'down', Math.max(plot.bottom - y - 10, 12));
  return nothing;
}

function pointOf({ figure, x, y }: Point, issuer: number, hasLabel: boolean, { words }: Telling): Html {
  const { quantity } = figure.data;
  if (quantity === undefined) return nothing;
  const isExclusive =
    quantity.value === undefined && (quantity.lower?.inclusive ?? quantity.upper?.inclusive) === false;
  const kind = figure.status === 'superseded' || isExclusive ? 'open' : 'filled';
  const label = hasLabel
    ? html`<text class="value" x="${round(Math.max(x, plot.left + 30))}" y="${round(y - 11)}" text-anchor="middle"
        >${shortLabel(figure, words)}</text
      >`
    : nothing;
  const below = quantity.value === undefined && quantity.lower !== undefined;
  const placed =
    below && hasLabel
      ? html`<text class="value" x="${round(x + 12)}" y="${round(y + 16)}" text-anchor="start"
          >${shortLabel(figure, words)}</text
        >`
      : label;
  return html`${mark(issuer, x, y, kind)}${placed}`;
}

function shortLabel({ data: { quantity } }: Figure, words: Telling['words']): string {
  if (quantity === undefined) return '';
  const { value, lower, upper, approx } = quantity;
  const number = (given: number) => tellNumber(given, words);
  if (value !== undefined) return `${approx === 'about' ? '≈ ' : ''}${number(value)}`;
  if (lower !== undefined && upper !== undefined) return `${number(lower.value)}–${number(upper.value)}`;
  if (lower !== undefined) return `${lower.inclusive ? '≥' : '>'} ${number(lower.value)}`;
  return upper === undefined ? '' : `${upper.inclusive ? '≤' : '<'} ${number(upper.value)}`;
}
