import { html, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { Figure, StoryPage } from '../model.js';
import { attributionLine, modeMark } from '../parts/attribution.js';
import { factLink } from '../parts/fact-link.js';
import { correctionNotice, retractionNotice, revisionNotice } from '../parts/notices.js';
import { isVague, tellQuantity } from '../parts/quantity.js';
import { timeOf } from '../parts/times.js';
import { listed } from '../parts/voices.js';
import { tellWhen } from '../parts/when.js';
import { seriesOf } from '../charts/series.js';
import { stepChart } from '../charts/step-chart.js';
import { placed } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { section } from './section.js';

/** What is known: the summary, and the leading figure with who says so and what it replaced. */
export function nowCard(page: StoryPage, index: StoryIndex, telling: Telling): Html {
  const { document, isPast } = page;
  const { sections } = telling.words;
  const lead = leadOf(page, index);
  const summary = document.summary === undefined ? nothing : html`<p class="summary">${told(document.summary)}</p>`;
  const chart = lead === undefined ? nothing : leadChart(lead, page, index, telling);
  return section(
    'now',
    isPast ? sections.then : sections.now,
    html`<div class="gist">${summary}${chart}</div>${lead === undefined ? nothing : leadFigure(lead, document.lead !== undefined, index, telling)}`,
    'card',
  );
}

/** The figure that leads, followed to the end of its chain; where none was named, one that stands. */
function leadOf({ document }: StoryPage, index: StoryIndex): Figure | undefined {
  const named = document.lead === undefined ? undefined : index.figures.get(document.lead);
  if (named === undefined) return standing(document.estimates);
  const seen = new Set<string>();
  let figure = named;
  while (figure.revisedBy !== undefined && figure.status === 'superseded' && !seen.has(figure.id)) {
    seen.add(figure.id);
    figure = index.figures.get(figure.revisedBy) ?? figure;
  }
  return figure;
}

/** Of the figures that stand, the one that was revised most often, and a number before a word; else the latest. */
function standing(figures: readonly Figure[]): Figure | undefined {
  const revisions = new Map<string, number>();
  for (const { chain } of figures) revisions.set(chain, (revisions.get(chain) ?? 0) + 1);
  const weight = ({ chain, data: { quantity } }: Figure) =>
    (revisions.get(chain) ?? 0) + (quantity === undefined || isVague(quantity) ? 0 : 1_000);
  return figures
    .filter(({ status }) => status === 'current')
    .sort((one, other) => weight(other) - weight(one) || other.position - one.position)[0];
}

function leadFigure(figure: Figure, isNamed: boolean, index: StoryIndex, telling: Telling): Html {
  const { words } = telling;
  const { data, said, recordedAt } = figure;
  const before = 'revises' in data ? index.figures.get(data.revises) : undefined;
  const retraction = index.retractions.get(figure.id);
  return html`<div class="lead" data-fact="${figure.id}">
    <h3 class="lead-metric">
      <span class="kicker">${isNamed ? words.figure.lead : words.figure.latest}</span> ${told(data.metric.label)}
    </h3>
    ${bigFigure(figure, telling)}
    <dl class="facts">
      <div>
        <dt>${words.charts.columns.by}</dt>
        <dd>${attributionLine(said.by, telling)} ${modeMark(said.by, telling)}</dd>
      </div>
      <div>
        <dt>${words.charts.columns.when}</dt>
        <dd>${said.when === undefined ? words.when.unknown : tellWhen(said.when, index, telling)}</dd>
      </div>
      <div>
        <dt>${words.charts.columns.known}</dt>
        <dd>${timeOf(recordedAt, telling)}</dd>
      </div>
      ${extentRows(figure, index, telling)}
    </dl>
    ${revisionNotice(figure, before, telling)}
    ${(index.corrections.get(figure.id) ?? []).map((one) => correctionNotice(one, telling))}
    ${retraction === undefined ? nothing : retractionNotice(retraction, telling)}
    <p class="more"><a href="#${figure.id}">${words.stands.words}</a></p>
  </div>`;
}

function bigFigure({ data: { quantity }, status }: Figure, { words }: Telling): Html {
  const { figure } = words;
  if (quantity === undefined) return html`<p class="big withdrawn">${figure.withdrawnNow}</p>`;
  const inWords =
    quantity.wording === undefined || isVague(quantity)
      ? nothing
      : html`<p class="in-words">${figure.inWords}: “${told(quantity.wording)}”</p>`;
  const open = [
    quantity.lower !== undefined && quantity.upper === undefined && quantity.value === undefined
      ? html`<p class="open">${figure.openAbove}</p>`
      : nothing,
    quantity.upper !== undefined && quantity.lower === undefined && quantity.value === undefined
      ? html`<p class="open">${figure.openBelow}</p>`
      : nothing,
    isVague(quantity) ? html`<p class="open">${figure.vague}</p>` : nothing,
  ];
  return html`<p class="big ${status}${isVague(quantity) ? ' in-a-word' : ''}">
      <span class="number">${tellQuantity(quantity, words)}</span> <span class="unit">${told(quantity.unit)}</span>
    </p>
    ${inWords}${open}`;
}

/** What a figure covers: where, what it is limited to, which period, what it counts together, and what it is part of. */
export function extentRows({ data }: Figure, index: StoryIndex, telling: Telling): Html {
  const { figure } = telling.words;
  const row = (term: string, detail: Html) =>
    html`<div>
      <dt>${term}</dt>
      <dd>${detail}</dd>
    </div>`;
  return html`${data.place === undefined ? nothing : row(figure.place, told(data.place.name))}${
    data.scope === undefined ? nothing : row(figure.scope, told(data.scope))
  }${data.period === undefined ? nothing : row(figure.period, tellWhen(data.period, index, telling))}${
    data.asOf === undefined ? nothing : row(figure.holdsAt, tellWhen(data.asOf, index, telling))
  }${data.metric.combines === undefined ? nothing : html`<div class="lone"><dd>${figure.combines(listed(data.metric.combines.map(told), telling.words))}</dd></div>`}${
    data.partOf === undefined
      ? nothing
      : html`<div class="lone"><dd>${figure.partOf(factLink(data.partOf, index))}</dd></div>`
  }`;
}

/** How the leading figure came to be, where it was revised: its chart in small. */
function leadChart(lead: Figure, { document }: StoryPage, index: StoryIndex, telling: Telling): Html {
  const chain = document.estimates
    .filter((figure) => figure.chain === lead.chain)
    .map((figure) => placed(figure, index));
  const [series] = seriesOf(chain, lead.id, telling.words);
  return series === undefined || chain.length < 2 || series.kind !== 'steps' ? nothing : stepChart(series, telling);
}
