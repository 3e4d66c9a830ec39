import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { PlacedFigure as Figure } from '../model.js';
import { plainAmount } from '../parts/quantity.js';
import type { Telling } from '../telling.js';
import { labelsOf } from './labels.js';
import type { LabelledPoint } from './labels.js';
import { arrow, mark, marks, round } from './marks.js';
import { axes, height, plot, scalesOf, width } from './scales.js';
import type { Scales } from './scales.js';
import { issuerName } from './series.js';
import type { Series } from './series.js';

/** How many figures a chart's description lists; the table has them all. */
const mostDescribed = 12;

/** One metric as steps: a point for each figure that has a number, which stands until the next of its chain. */
export function stepChart(series: Series, telling: Telling): Html {
  const { words } = telling;
  const numeric = series.figures.filter((figure) => levelOf(figure) !== undefined && figure.status !== 'retracted');
  const scales = scalesOf(numeric, telling);
  const amounts = numeric
    .slice(-mostDescribed)
    .flatMap(({ data: { quantity } }) => (quantity === undefined ? [] : plainAmount(quantity, words)));
  const label = words.charts.steps(series.metric.label, amounts.join('; '));
  const chains = series.chains.map((chain) => ({ chain, points: pointsOf(chain, scales) }));
  const labelled = chains
    .flatMap(({ points }) => points)
    .sort((one, other) => one.figure.position - other.figure.position);
  return html`<svg class="chart steps" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${axes(scales, telling)}${chains.map(({ chain, points }) => chainOf(chain, points, series, scales, telling))}${labelsOf(labelled, words)}</svg>`;
}

/** The number that a figure is drawn at; undefined where it has none. */
export const levelOf = ({ data: { quantity } }: Figure): number | undefined =>
  quantity?.value ?? quantity?.lower?.value ?? quantity?.upper?.value;

/** The points of a chain, where they stand; none for what has no number, or was taken back. */
function pointsOf(chain: readonly Figure[], scales: Scales): readonly LabelledPoint[] {
  return chain.flatMap((figure) => {
    const level = levelOf(figure);
    if (level === undefined || figure.status === 'retracted') return [];
    return [{ figure, x: scales.x(figure), y: scales.y(level) }];
  });
}

function chainOf(
  chain: readonly Figure[],
  points: readonly LabelledPoint[],
  series: Series,
  scales: Scales,
  { words }: Telling,
): Html {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return nothing;
  const issuer = series.issuers.indexOf(issuerName(first.figure, words));
  const isWithdrawn = chain.at(-1)?.status === 'withdrawn';
  const end = isWithdrawn ? Math.min(last.x + 30, plot.right) : plot.right;
  const path = points.reduce(
    (text, { x, y }, at) => (at === 0 ? `M${round(x)} ${round(y)}` : `${text}H${round(x)}V${round(y)}`),
    '',
  );
  const cross = isWithdrawn ? html`<path class="arrow" d="M${end - 4} ${round(last.y - 4)}l8 8m0 -8l-8 8"/>` : nothing;
  const openStart = isOpenBefore(first.figure) ? arrow(first.x, first.y, 'left', 20) : nothing;
  const bands = points.map((point, at) => band(point, points[at + 1]?.x ?? end, scales));
  return html`<g class="chain issuer-${issuer % marks}">${bands}<path class="line" d="${path}H${round(end)}"/>${cross}${openStart}${points.map((point) => pointOf(point, issuer))}</g>`;
}

const isOpenBefore = ({ said }: Figure) => said.when?.edtf?.startsWith('[..') === true;

/** The room between the bounds of a figure, as long as it stood; open bounds lead on as an arrow. */
function band({ figure, x, y }: LabelledPoint, until: number, { y: scale }: Scales): Html {
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

function pointOf({ figure, x, y }: LabelledPoint, issuer: number): Html {
  const { quantity } = figure.data;
  const isExclusive =
    quantity?.value === undefined && (quantity?.lower?.inclusive ?? quantity?.upper?.inclusive) === false;
  return mark(issuer, x, y, figure.status === 'superseded' || isExclusive ? 'open' : 'filled');
}
