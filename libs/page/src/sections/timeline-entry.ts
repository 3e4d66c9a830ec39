import type { TimelineEntry } from '#views';
import { html, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { Claim, Occurrence, TimedFact } from '../model.js';
import { attributionLine, citeLine, modeMark } from '../parts/attribution.js';
import { newMark } from '../parts/new-mark.js';
import { correctionNotice, retractionNotice } from '../parts/notices.js';
import { timeOf } from '../parts/times.js';
import { listed, tellParties, tellPerson } from '../parts/voices.js';
import { tellWhen } from '../parts/when.js';
import { timedFact } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { figureBody, positionBody } from './said-facts.js';
import { statementBody } from './statement.js';

/** One entry of the timeline, with what was said in it, and what happened to it since in its place. */
export function timelineEntry(entry: TimelineEntry, index: StoryIndex, telling: Telling): Html {
  const fact = timedFact(entry);
  if (fact === undefined) return nothing;
  const { view, kind } = fact;
  const { words } = telling;
  const within = entry.facts.flatMap((one) => timedFact(one) ?? []);
  return html`<li class="entry ${kind}${isRetracted(fact, index)}" id="${view.id}" data-position="${view.position}">
    <p class="entry-when">
      ${view.said.when === undefined ? html`<span class="unknown">${words.when.unknown}</span>` : tellWhen(view.said.when, index, telling)}
    </p>
    <div class="entry-body">
      ${bodyOf(fact, index, telling)}
      ${
        within.length === 0
          ? nothing
          : html`<ul class="within" aria-label="${words.timeline.saidHere}">
              ${within.map((one) => withinEntry(one, index, telling))}
            </ul>`
      }
      ${mendings(fact, index, telling)}
      <p class="entry-foot">${newMark(view.position, index.newSince, words)}
        ${citeLine(view.said.cites, index, telling)}
        <span class="known">${words.timeline.known(timeOf(view.recordedAt, telling))}</span>
        <a class="permalink" href="#${view.id}" aria-label="${words.moments.copyFact}">#</a>
      </p>
    </div>
  </li>`;
}

function withinEntry(fact: TimedFact, index: StoryIndex, telling: Telling): Html {
  const { kind, view } = fact;
  return html`<li class="${kind}${isRetracted(fact, index)}" id="${view.id}" data-position="${view.position}">
    ${bodyOf(fact, index, telling, true)}${newMark(view.position, index.newSince, telling.words)}${mendings(fact, index, telling)}
  </li>`;
}

const isRetracted = ({ view }: TimedFact, index: StoryIndex) =>
  view.retractedBy === undefined && !index.retractions.has(view.id) ? '' : ' is-retracted';

function mendings({ view }: TimedFact, index: StoryIndex, telling: Telling): Html {
  const retraction = index.retractions.get(view.id);
  return html`${(index.corrections.get(view.id) ?? []).map((one) => correctionNotice(one, telling))}${
    retraction === undefined ? nothing : retractionNotice(retraction, telling)
  }`;
}

function bodyOf(fact: TimedFact, index: StoryIndex, telling: Telling, isWithin = false): Html {
  switch (fact.kind) {
    case 'statement':
      return statementBody(fact.view, index, telling);
    case 'estimate':
      return figureBody(fact.view, isWithin, index, telling);
    case 'position':
      return positionBody(fact.view, isWithin, index, telling);
    case 'claim':
      return claimBody(fact.view, telling);
    case 'occurrence':
      return occurrenceBody(fact.view, telling);
  }
}

function claimBody({ data, said }: Claim, telling: Telling): Html {
  const { words } = telling;
  const by = said.by === undefined ? nothing : html`<p class="who">${attributionLine(said.by, telling)}</p>`;
  return html`${by}
    <p class="what"><span class="mark">${words.timeline.raised}</span> ${told(data.proposition)}</p>
    <p class="quiet">${words.timeline.concerns(tellParties(data.concerns, words))}</p>`;
}

function occurrenceBody({ data, said }: Occurrence, telling: Telling): Html {
  const { words } = telling;
  const { participants, place } = data;
  const who =
    participants === undefined
      ? nothing
      : html`<p>
          ${words.timeline.with(
            listed(
              participants.map((one) => tellPerson(one)),
              words,
            ),
          )}
        </p>`;
  const where = place === undefined ? nothing : html`<p>${words.figure.place}: ${told(place.name)}</p>`;
  const by =
    said.by === undefined
      ? nothing
      : html`<p class="quiet">${attributionLine(said.by, telling)} ${modeMark(said.by, telling)}</p>`;
  return html`<p class="what"><span class="mark">${words.timeline.occurrences[data.kind]}</span> ${told(data.what)}</p>
    ${who}${where}${by}`;
}
