import type { TimelineEntry } from '#views';
import { html, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { StoryPage } from '../model.js';
import { shortened } from '../parts/fact-link.js';
import type { timedFact } from '../story-index.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { plain, plainAmount } from '../parts/quantity.js';
import { issuerOf } from '../parts/voices.js';
import { timelineEntry } from './timeline-entry.js';
import { section } from './section.js';

/** What was said and what happened, in that order as far as it is known, with the key events before it. */
export function timelineSection(page: StoryPage, index: StoryIndex, telling: Telling): Html {
  const { document, timeline, order, next } = page;
  const { words } = telling;
  if (timeline.length === 0) {
    return section('timeline', words.sections.timeline, html`<p class="empty">${words.timeline.none}</p>`);
  }
  const address = storyAddress(page, telling);
  const other = order === 'latest' ? 'earliest' : 'latest';
  const undated = timeline.findIndex(({ place }) => place.key >= '~');
  const dated = undated === -1 ? timeline : timeline.slice(0, undated);
  const rest = undated === -1 ? [] : timeline.slice(undated);
  const list = (entries: readonly TimelineEntry[]) =>
    html`<ol class="entries">
      ${entries.map((entry) => timelineEntry(entry, index, telling))}
    </ol>`;
  const more =
    next === undefined
      ? nothing
      : html`<p class="pager"><a href="${withQuery(address, { order, cursor: next })}">${words.timeline.later}</a></p>`;
  return section(
    'timeline',
    words.sections.timeline,
    html`${keyEvents(document.keyFacts ?? [], index, telling)}
      <p class="orders">
        <span class="here" aria-current="true"
          >${order === 'latest' ? words.timeline.newest : words.timeline.oldest}</span
        >
        <a data-order="${other}" href="${withQuery(address, { order: other })}#s:timeline"
          >${other === 'latest' ? words.timeline.newest : words.timeline.oldest}</a
        >
      </p>
      ${dated.length === 0 ? nothing : list(dated)}${
        rest.length === 0
          ? nothing
          : html`<h3 class="undated">${words.timeline.undated}</h3>
              ${list(rest)}`
      }${more}`,
  );
}

function keyEvents(ids: readonly string[], index: StoryIndex, telling: Telling): Html {
  const known = ids.flatMap((id) => index.facts.get(id) ?? []);
  if (known.length === 0) return nothing;
  const { words } = telling;
  return html`<div class="key-events">
    <h3>${words.timeline.key}</h3>
    <ol>
      ${known.map((fact) => {
        const { id } = fact.view;
        return html`<li><a href="#${id}">${keyLabel(fact, index, telling)}</a></li>`;
      })}
    </ol>
  </div>`;
}

function keyLabel(fact: NonNullable<ReturnType<typeof timedFact>>, index: StoryIndex, { words }: Telling): Html {
  switch (fact.kind) {
    case 'estimate': {
      const { metric, quantity } = fact.view.data;
      return html`${told(shortened(metric.label))}:
      ${quantity === undefined ? words.figure.status.withdrawn : told(plainAmount(quantity, words))}`;
    }
    case 'position': {
      const claim = index.labels.get(fact.view.data.claim) ?? fact.view.data.claim;
      return html`${told(plain(issuerOf(fact.view.said.by, words)))}: ${words.stands[fact.view.stance]}:
      ${told(shortened(claim))}`;
    }
    case 'statement':
    case 'claim':
      return told(shortened(fact.view.data.proposition));
    case 'occurrence':
      return told(shortened(fact.view.data.what));
  }
}

/** Where this page of the story is, at its moment. */
export const storyAddress = ({ document: { story, version }, isPast }: StoryPage, { base }: Telling): string =>
  `${base}/stories/${story}${isPast ? `?asOf=version:${version}` : ''}`;

export function withQuery(address: string, more: Readonly<Record<string, string>>): string {
  const added = Object.entries(more).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${address}${address.includes('?') ? '&' : '?'}${added.join('&')}`;
}
