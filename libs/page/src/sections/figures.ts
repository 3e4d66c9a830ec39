import { periodBars } from '../charts/period-bars.js';
import { figureTable } from '../charts/figure-table.js';
import { mark } from '../charts/marks.js';
import { seriesOf } from '../charts/series.js';
import type { Series } from '../charts/series.js';
import { stepChart } from '../charts/step-chart.js';
import { html, joined, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { PlacedFigure as Figure, StoryPage } from '../model.js';
import { attributionLine } from '../parts/attribution.js';
import { isVague, tellQuantity } from '../parts/quantity.js';
import { placed } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { section } from './section.js';

/** Every metric as a chart of its own, never on one axis with another, and the tables behind them. */
export function figuresSection({ document }: StoryPage, index: StoryIndex, telling: Telling): Html {
  const { sections, charts } = telling.words;
  const { estimates, counts, lead } = document;
  if (estimates.length === 0) return section('figures', sections.figures, html`<p class="empty">${charts.none}</p>`);
  const some =
    counts.estimates > estimates.length
      ? html`<p class="quiet">${charts.figuresShown(estimates.length, counts.estimates)}</p>`
      : nothing;
  const all = seriesOf(
    estimates.map((figure) => placed(figure, index)),
    lead,
    telling.words,
  );
  return section(
    'figures',
    sections.figures,
    html`${some}
      <div class="multiples">${all.map((series) => multiple(series, index, telling))}</div>`,
  );
}

function multiple(series: Series, index: StoryIndex, telling: Telling): Html {
  const { metric, figures, kind } = series;
  const caption = html`<figcaption>
    <h3>${told(metric.label)}</h3>
    <span class="unit">(${told(metric.unit)})</span>
  </figcaption>`;
  const picture =
    kind === 'words' ? nothing : html`${kind === 'periods' ? periodBars(series, telling) : stepChart(series, telling)}`;
  const notes = kind === 'periods' ? html`<p class="note">${telling.words.charts.notAdded}</p>` : nothing;
  const vague = figures.filter(({ data: { quantity } }) => quantity !== undefined && isVague(quantity));
  return html`<figure class="multiple ${kind}">
    ${caption}${picture}${legend(series, telling)}${vague.map((figure) => vagueFigure(figure, telling))}${notes}${figureTable(series, index, telling)}
  </figure>`;
}

/** Who gave the figures, each with the mark that the chart has for it. */
function legend({ figures, issuers, kind }: Series, { words }: Telling): Html {
  if (kind === 'words') return nothing;
  const items = issuers.map(
    (name, at) =>
      html`<li class="issuer-${at % 6}">
        <svg class="key" viewBox="0 0 16 16" aria-hidden="true">${mark(at, 8, 8)}</svg> ${told(name)}
      </li>`,
  );
  const isOpen = figures.some(
    ({ data: { quantity } }) =>
      quantity !== undefined &&
      quantity.value === undefined &&
      (quantity.lower === undefined) !== (quantity.upper === undefined),
  );
  const about = figures.some(({ data: { quantity } }) => quantity?.approx === 'about')
    ? html`<span>≈ ${words.figure.about(html``)}</span>`
    : nothing;
  return html`<ul class="issuers" aria-label="${words.charts.issuers}">
      ${items}
    </ul>
    ${isOpen ? html`<p class="note">${joined([words.charts.openBound], ' ')}</p>` : nothing}${about === nothing ? nothing : html`<p class="note">${about}</p>`}`;
}

/** A word such as "hundreds": shown as the word that it is, and never as a number. */
function vagueFigure(figure: Figure, telling: Telling): Html {
  const { data, said, id } = figure;
  if (data.quantity === undefined) return nothing;
  return html`<div class="vague">
    <p class="word"><a href="#${id}">${tellQuantity(data.quantity, telling.words)}</a></p>
    <p class="note">${telling.words.figure.vague}</p>
    <p class="quiet">${attributionLine(said.by, telling)}</p>
  </div>`;
}
