import type { FoundStory, ListedStory } from '#views';
import { html, joined, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import { timeOf } from '../parts/times.js';
import type { Telling } from '../telling.js';
import { shell } from './shell.js';
import type { Assets } from './shell.js';

export interface StoryList {
  readonly stories: readonly (ListedStory & Partial<Pick<FoundStory, 'highlights'>>)[];
  /** The words that were searched for. */
  readonly query?: string | undefined;
  /** The cursor of the next page. */
  readonly next?: string | undefined;
}

/** All stories by their latest change, or those that hold some words. */
export function storyList(
  { stories, query, next }: StoryList,
  { site, assets }: { readonly site: string; readonly assets: Assets },
  telling: Telling,
): Html {
  const { words } = telling;
  const { list } = words;
  const title = query === undefined ? html`${list.title}` : list.found(html`“${told(query)}”`);
  const empty = html`<p class="empty">${query === undefined ? list.empty : list.nothingFound}</p>`;
  const more =
    next === undefined
      ? nothing
      : html`<p class="pager">
          <a
            rel="next"
            href="/?${query === undefined ? '' : `q=${encodeURIComponent(query)}&`}cursor=${encodeURIComponent(next)}"
            >${list.more}</a
          >
        </p>`;
  const body = html`<div class="home">
    <p class="tagline">${words.tagline}</p>
    <h1>${title}</h1>
    ${
      stories.length === 0
        ? empty
        : html`<ol class="stories">
            ${stories.map((story) => storyItem(story, telling))}
          </ol>`
    }${more}
  </div>`;
  const head = html`<link
      rel="canonical"
      href="${site}/"
    />${query === undefined ? nothing : html`<meta name="robots" content="noindex" />`}`;
  return shell(
    {
      title: `${words.siteName}: ${words.tagline}`,
      description: words.tagline,
      head,
      body,
      query: query ?? '',
      assets,
    },
    telling,
  );
}

function storyItem(
  { story, title, summary, status, version, changedAt, language, highlights }: StoryList['stories'][number],
  telling: Telling,
): Html {
  const { words } = telling;
  const found = (highlights ?? []).map(({ text }) => html`<p class="highlight">${marked(text)}</p>`);
  return html`<li class="story-item" lang="${language}">
    <h2><a href="/stories/${story}">${told(title)}</a></h2>
    ${summary === undefined ? nothing : html`<p class="summary">${told(summary)}</p>`}${found}
    <p class="meta" lang="${words.language}">
      <span class="status ${status}">${words.story[status as 'open' | 'closed']}</span>
      <span>${words.story.changed(timeOf(changedAt, telling))}</span> <span>${words.list.version(version)}</span>
    </p>
  </li>`;
}

/** Found words stand between « and ». */
function marked(text: string): Html {
  const [before = '', ...rest] = text.split('«');
  return html`<bdi dir="auto"
    >${before}${joined(
      rest.map((one) => {
        const [found = '', ...after] = one.split('»');
        return html`<mark>${found}</mark>${after.join('»')}`;
      }),
      '',
    )}</bdi
  >`;
}
