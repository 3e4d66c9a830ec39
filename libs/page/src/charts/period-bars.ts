import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { PlacedFigure as Figure } from '../model.js';
import { plainAmount, tellNumber } from '../parts/quantity.js';
import { tellCalendar } from '../parts/times.js';
import type { Telling } from '../telling.js';
import { arrow, round } from './marks.js';
import { issuerName } from './series.js';
import type { Series } from './series.js';
import { height, linear, width } from './scales.js';
import { levelOf } from './step-chart.js';

const plot = { left: 14, right: width - 14, top: 30, bottom: height - 34 };
const mostBars = 12;

/** Figures for different periods: a bar for each, side by side, in the order of the periods; never a sum. */
export function periodBars(series: Series, telling: Telling): Html {
  const { words } = telling;
  const bars = series.chains
    .flatMap((chain) => chain.filter(({ status }) => status !== 'retracted').slice(-1))
    .filter((figure) => levelOf(figure) !== undefined)
    .sort((one, other) => compare(startOf(one), startOf(other)))
    .slice(-mostBars);
  const label = words.charts.bars(
    series.metric.label,
    bars
      .map(
        (figure) =>
          `${periodLabel(figure, telling)}: ${figure.data.quantity === undefined ? '' : plainAmount(figure.data.quantity, words)}`,
      )
      .join('; '),
  );
  const y = linear([0, Math.max(1, ...bars.map((figure) => levelOf(figure) ?? 0))], [plot.bottom, plot.top]);
  const room = (plot.right - plot.left) / Math.max(bars.length, 1);
  const thick = Math.min(72, room * 0.62);
  return html`<svg class="chart periods" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
    <path class="base" d="M${plot.left} ${plot.bottom}H${plot.right}" />
    ${bars.map((figure, at) => {
      const level = levelOf(figure) ?? 0;
      const middle = plot.left + room * (at + 0.5);
      const top = y(Math.max(level, 0));
      const issuer = series.issuers.indexOf(issuerName(figure, words));
      const { quantity } = figure.data;
      const isOpen = quantity?.value === undefined && quantity?.lower !== undefined && quantity.upper === undefined;
      return html`<g class="issuer-${issuer % 6}"
        ><rect
          class="bar"
          x="${round(middle - thick / 2)}"
          y="${round(top)}"
          width="${round(thick)}"
          height="${round(plot.bottom - top)}"
        />${isOpen ? arrow(middle, top, 'up', 14) : nothing}<text
          class="value"
          x="${round(middle)}"
          y="${round(top - 8)}"
          text-anchor="middle"
          >${tellNumber(level, words)}</text
        ><text class="tick" x="${round(middle)}" y="${height - 14}" text-anchor="middle"
          >${periodLabel(figure, telling)}</text
        ></g
      >`;
    })}
  </svg>`;
}

const startOf = ({ data: { period } }: Figure) => /\d{4}(-\d\d)?(-\d\d)?/.exec(period?.edtf ?? '')?.[0] ?? '~';

/** A period as short as an axis wants it: from its date, never from words of the record, which may be of any length. */
function periodLabel({ data: { period } }: Figure, { words }: Telling): string {
  const [from = '', to] = (period?.edtf ?? '').split('/');
  const start = tellCalendar(from, words.locale, 'short');
  if (start === undefined) return '…';
  const end = to === undefined ? undefined : tellCalendar(to, words.locale, 'short');
  if (end === undefined) return start;
  // Within a month its name once is enough.
  return from.slice(0, 8) === to?.slice(0, 8) ? `${Number(from.slice(8))}–${end}` : `${start} – ${end}`;
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
