import { html, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { Source, StoryPage } from '../model.js';
import { timeOf } from '../parts/times.js';
import { tellWhen } from '../parts/when.js';
import type { StoryIndex } from '../story-index.js';
import type { Telling } from '../telling.js';
import { section } from './section.js';

/** Where it all comes from, and the record in the formats of others. */
export function sourcesSection({ document }: StoryPage, index: StoryIndex, telling: Telling): Html {
  const { sections, sources } = telling.words;
  const list =
    document.sources.length === 0
      ? html`<p class="empty">${sources.none}</p>`
      : html`<ul class="sources">
          ${document.sources.map((source) => sourceItem(source, index, telling))}
        </ul>`;
  const address = `${telling.base}/v1/stories/${document.story}`;
  const files = (['csv', 'atom', 'jsonld', 'ninjs', 'json'] as const).map(
    (suffix) => html`<li><a href="${address}.${suffix}" download>${sources.files[suffix]}</a></li>`,
  );
  return section(
    'sources',
    sections.sources,
    html`${list}
      <h3>${sources.downloads}</h3>
      <ul class="files">
        ${files}
        <li><a href="${address}/events">${sources.record}</a></li>
      </ul>`,
  );
}

function sourceItem({ id, data, recordedAt, position }: Source, index: StoryIndex, telling: Telling): Html {
  const { sources, timeline } = telling.words;
  const { title, publisher, published, url, language } = data;
  const by = publisher === undefined ? html`${sources.unknownPublisher}` : sources.publishedBy(told(publisher));
  const when = published === undefined ? nothing : html`, ${sources.published} ${tellWhen(published, index, telling)}`;
  const link =
    url === undefined
      ? nothing
      : html` <a
          href="${url}"
          rel="noopener noreferrer external"
          ${language === undefined ? nothing : html` hreflang="${language}"`}
          >${sources.visit}</a
        >`;
  return html`<li id="${id}" data-position="${position}">
    <cite>${told(title)}</cite> <span class="quiet">(${by}${when})</span>${link}
    <span class="known">${timeline.known(timeOf(recordedAt, telling))}</span>
  </li>`;
}
