import { html, joined, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { StoryPage } from '../model.js';
import { timeOf } from '../parts/times.js';
import { indexOf } from '../story-index.js';
import type { Telling } from '../telling.js';
import { changesSection } from './changes.js';
import { figuresSection } from './figures.js';
import { mendedSection } from './mended.js';
import { momentsBar, pastBanner } from './moments.js';
import { nowCard } from './now-card.js';
import { sectionId } from './section.js';
import type { SectionName } from './section.js';
import { sourcesSection } from './sources.js';
import { standsSection } from './stands.js';
import { timelineSection } from './timeline.js';

/** The parts of a story as it is shown at one moment, in their order, by their names, each to be made when it is wanted. */
export function storySections(page: StoryPage, telling: Telling): ReadonlyMap<'head' | SectionName, () => Html> {
  const index = indexOf(page);
  return new Map<'head' | SectionName, () => Html>([
    ['head', () => storyHead(page, telling)],
    ['now', () => nowCard(page, index, telling)],
    ['figures', () => figuresSection(page, index, telling)],
    ['stands', () => standsSection(page, index, telling)],
    ['changes', () => changesSection(page, telling)],
    ['timeline', () => timelineSection(page, index, telling)],
    ['mended', () => mendedSection(page, index, telling)],
    ['sources', () => sourcesSection(page, index, telling)],
  ]);
}

/** A story as it is shown at one moment. The server and the browser make it alike, from the same data. */
export function storyBody(page: StoryPage, telling: Telling): Html {
  const { document, last } = page;
  const sections = [...storySections(page, telling).values()].map((make) => make());
  return html`<article class="story" lang="${document.language}" data-story="${document.story}" data-version="${document.version}" data-last="${last.version}">
${joined(sections, '\n')}
${momentsBar(page, telling)}
</article>`;
}

const order: readonly SectionName[] = ['now', 'figures', 'stands', 'changes', 'timeline', 'mended', 'sources'];

function storyHead(page: StoryPage, telling: Telling): Html {
  const { document, isParked } = page;
  const { story, parts, onThisPage } = telling.words;
  const related = document.related.map(
    ({ data }) =>
      html`<li>
        ${story.relations[data.relation]} <a href="${telling.base}/stories/${data.to}">${told(data.to)}</a>
      </li>`,
  );
  return html`<header class="story-head">
    <h1>${told(document.title)}</h1>
    <p class="meta">
      <span class="status ${document.status}">${story[document.status]}</span>
      <span>${story.changed(timeOf(document.changedAt, telling))}</span>
      <span>${story.opened(timeOf(document.openedAt, telling))}</span>
    </p>
    ${
      related.length === 0
        ? nothing
        : html`<ul class="related" aria-label="${story.related}">
            ${related}
          </ul>`
    }
    ${isParked ? html`<p class="banner parked">${story.parked}</p>` : nothing}${pastBanner(page, telling)}
    <nav class="contents" aria-label="${onThisPage}">
      <ul>
        ${order.map((part) => html`<li><a href="#${sectionId(part)}">${parts[part]}</a></li>`)}
      </ul>
    </nav>
  </header>`;
}
