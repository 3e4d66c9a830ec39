import type { StatementIssued, Wording } from '#events';
import { html, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { Statement } from '../model.js';
import { attributionLine, modeMark } from '../parts/attribution.js';
import { factLink } from '../parts/fact-link.js';
import { tellAmount } from '../parts/quantity.js';
import { tellParties } from '../parts/voices.js';
import { tellEdtf, tellWhen } from '../parts/when.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';

type Comparison = NonNullable<StatementIssued['compares']>[number];

/** What somebody said: who, how firmly, in our words and in theirs, and what it has to do with other facts. */
export function statementBody({ data, said }: Statement, index: StoryIndex, telling: Telling): Html {
  const { timeline } = telling.words;
  const belief = data.modality === 'believed' ? html` <span class="mark">${timeline.asBelief}</span>` : nothing;
  const conditional =
    data.modality === 'conditional' ? html` <span class="mark conditional">${timeline.conditional}</span>` : nothing;
  const condition = data.condition === undefined ? nothing : html`${timeline.condition(told(data.condition))} `;
  return html`<p class="who">
      ${attributionLine(said.by, telling)} <span class="act">${timeline.acts[data.act]}</span>${belief}${conditional}
      ${data.wording?.translated === true ? html`<span class="mark">${timeline.translated}</span>` : modeMark(said.by, telling)}
    </p>
    <p class="what">${condition}${told(data.proposition)}</p>
    ${quoteOf(data.wording, telling)}${callOf(data.call, telling)}${(data.compares ?? []).map((one) => comparisonOf(one, index, telling))}${(
      data.links ?? []
    ).map(
      ({ type, to, basis }) =>
        html`<p class="link">
          ${timeline.links[type]}
          ${factLink(to, index)}${basis === 'inferred' ? html` (<em class="inferred">${timeline.inferred}</em>)` : nothing}
        </p>`,
    )}`;
}

/** The words themselves; whose they are where not the party's own, and what to beware of. */
export function quoteOf(wording: Wording | undefined, { words }: Telling): Html {
  if (wording === undefined) return nothing;
  const { text, by, doubtful, language, translated } = wording;
  const whose =
    by === 'narrator'
      ? html`<footer>${words.timeline.modes.narrator}</footer>`
      : translated === true
        ? html`<footer>${words.timeline.translated}</footer>`
        : nothing;
  const doubt =
    doubtful === undefined ? nothing : html`<p class="doubt">${words.timeline.doubtful(told(doubtful))}</p>`;
  return html`<blockquote class="quote by-${by}" ${language === undefined ? nothing : html` lang="${language}"`}>
      <p>“${told(text)}”</p>
      ${whose}
    </blockquote>
    ${doubt}`;
}

function callOf(call: Statement['data']['call'], { words }: Telling): Html {
  if (call === undefined) return nothing;
  const { action, addressees, targets, unsaid } = words.timeline.call;
  const parties = (who: typeof call.targets) => (who.length === 0 ? html`${unsaid}` : tellParties(who, words));
  return html`<dl class="facts call">
    <div>
      <dt>${action}</dt>
      <dd>${told(call.action)}</dd>
    </div>
    <div>
      <dt>${addressees}</dt>
      <dd>${parties(call.addressees)}</dd>
    </div>
    <div>
      <dt>${targets}</dt>
      <dd>${parties(call.targets)}</dd>
    </div>
  </dl>`;
}

function comparisonOf({ subject, relation, to, among }: Comparison, index: StoryIndex, telling: Telling): Html {
  const { compares } = telling.words.timeline;
  const figureOf = (id: string): Html => {
    const figure = index.figures.get(id);
    if (figure?.data.quantity === undefined) return factLink(id, index);
    const period =
      figure.data.period === undefined ? nothing : html` (${tellWhen(figure.data.period, index, telling)})`;
    return html`<a href="#${id}">${tellAmount(figure.data.quantity, telling.words)}</a>${period}`;
  };
  const one = figureOf(subject);
  const span = among?.span === undefined ? nothing : compares.span(told(among.span));
  const since = among?.since === undefined ? nothing : compares.since(tellEdtf(among.since, telling));
  const other = to === undefined ? html`${span}${since}` : figureOf(to);
  return html`<p class="comparison">${compares[relation](one, other)}</p>`;
}
