import { html, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { Figure, Position } from '../model.js';
import { attributionLine, modeMark } from '../parts/attribution.js';
import { factLink } from '../parts/fact-link.js';
import { revisionNotice } from '../parts/notices.js';
import { isVague, tellAmount } from '../parts/quantity.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { extentRows } from './now-card.js';
import { quoteOf } from './statement.js';

const whoSays = (said: Figure['said'], isWithin: boolean, telling: Telling): Html =>
  isWithin ? nothing : html`<p class="who">${attributionLine(said.by, telling)} ${modeMark(said.by, telling)}</p>`;

/** A figure where it was given: by itself, or in the statement that says it. */
export function figureBody(figure: Figure, isWithin: boolean, index: StoryIndex, telling: Telling): Html {
  const { words } = telling;
  const { data, said, status, revisedBy } = figure;
  const { quantity, metric } = data;
  const before = 'revises' in data ? index.figures.get(data.revises) : undefined;
  const wording =
    quantity?.wording === undefined || isVague(quantity)
      ? nothing
      : html` <span class="in-words">“${told(quantity.wording)}”</span>`;
  const vague =
    quantity !== undefined && isVague(quantity) ? html` <span class="mark">${words.figure.vague}</span>` : nothing;
  const amount =
    quantity === undefined
      ? html`<span class="mark">${words.timeline.withdrawal}</span>`
      : html`<span class="mark">${words.timeline.figure}</span>
          <strong class="amount">${tellAmount(quantity, words)}</strong>`;
  const state =
    status === 'superseded' && revisedBy !== undefined
      ? html`<p class="quiet">${words.figure.status.superseded}: ${supersededBy(revisedBy, index, telling)}</p>`
      : nothing;
  return html`${whoSays(said, isWithin, telling)}
    <p class="what">${amount} ${told(metric.label)}${wording}${vague}</p>
    <dl class="facts">${extentRows(figure, index, telling)}</dl>
    ${revisionNotice(figure, before, telling)}${state}`;
}

function supersededBy(id: string, index: StoryIndex, { words }: Telling): Html {
  const quantity = index.figures.get(id)?.data.quantity;
  return quantity === undefined ? factLink(id, index) : html`<a href="#${id}">${tellAmount(quantity, words)}</a>`;
}

/** Where a party stands on a claim, where it said so. */
export function positionBody(
  { data, said, stance }: Position,
  isWithin: boolean,
  index: StoryIndex,
  telling: Telling,
): Html {
  const { timeline, stands } = telling.words;
  const verb = { confirmed: timeline.confirms, denied: timeline.denies, unconfirmed: timeline.leavesOpen }[stance];
  const strength =
    data.strength === undefined || data.strength === stance
      ? nothing
      : html` <span class="mark">${stands.strength[data.strength]}</span>`;
  return html`${whoSays(said, isWithin, telling)}
    <p class="what stand ${stance}"><span class="stance">${verb}</span> ${factLink(data.claim, index)}${strength}</p>
    ${quoteOf(data.wording, telling)}`;
}
