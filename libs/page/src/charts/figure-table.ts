import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { PlacedFigure as Figure } from '../model.js';
import { attributionLine } from '../parts/attribution.js';
import { tellAmount } from '../parts/quantity.js';
import { timeOf } from '../parts/times.js';
import { tellWhen } from '../parts/when.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import type { Series } from './series.js';

/** What a chart is drawn from, for whoever reads better than looks. */
export function figureTable(series: Series, index: StoryIndex, telling: Telling): Html {
  const { charts, figure } = telling.words;
  const { columns } = charts;
  const hasPeriods = series.figures.some(({ data }) => data.period !== undefined);
  const head = (title: string) => html`<th scope="col">${title}</th>`;
  return html`<details class="behind">
    <summary>${charts.table}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${charts.table}: ${series.metric.label}">
      <table>
        <thead>
          <tr>
            ${head(columns.figure)}${hasPeriods ? head(figure.period) : nothing}${head(columns.by)}${head(columns.when)}${head(columns.known)}${head(columns.status)}
          </tr>
        </thead>
        <tbody>
          ${series.figures.map((one) => row(one, hasPeriods, index, telling))}
        </tbody>
      </table>
    </div>
  </details>`;
}

function row(one: Figure, hasPeriods: boolean, index: StoryIndex, telling: Telling): Html {
  const { words } = telling;
  const { data, said, status, recordedAt, id } = one;
  const amount =
    data.quantity === undefined ? html`${words.figure.status.withdrawn}` : tellAmount(data.quantity, words);
  const when = said.when === undefined ? html`${words.when.unknown}` : tellWhen(said.when, index, telling);
  const period = data.period === undefined ? nothing : tellWhen(data.period, index, telling);
  return html`<tr>
    <th scope="row"><a href="#${id}">${amount}</a></th>
    ${hasPeriods ? html`<td>${period}</td>` : nothing}
    <td>${attributionLine(said.by, telling)}</td>
    <td>${when}</td>
    <td>${timeOf(recordedAt, telling)}</td>
    <td class="${status}">${words.figure.status[status]}</td>
  </tr>`;
}
