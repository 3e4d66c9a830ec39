import type { ToldChange } from '#views';
import { html, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { StoryPage } from '../model.js';
import { timeOf } from '../parts/times.js';
import type { Telling } from '../telling.js';
import { section } from './section.js';

/** What changed between two moments, in sentences, with a form that asks for two others. */
export function changesSection(page: StoryPage, telling: Telling): Html {
  const { comparison, document, last } = page;
  const { changes, sections } = telling.words;
  const { from, to } = comparison;
  const title =
    from === undefined
      ? changes.until(timeOf(to.recordedAt, telling))
      : changes.between(timeOf(from.recordedAt, telling), timeOf(to.recordedAt, telling));
  const field = (name: string, label: string, value: number) =>
    html`<label
      >${label}
      <input type="number" name="${name}" min="0" max="${last.version}" value="${value}" inputmode="numeric" required
    /></label>`;
  return section(
    'changes',
    sections.changes,
    html`<p class="between">${title}</p>
      ${changeList(comparison.changes, telling)}${comparison.hasMore ? html`<p class="pager"><a href="${telling.base}/v1/stories/${document.story}/changes?from=version:${from?.version ?? 0}&amp;to=version:${to.version}">${changes.more}</a></p>` : nothing}
      <form class="compare" method="get" action="${telling.base}/stories/${document.story}#s:changes">
        ${field('from', changes.from, from?.version ?? 0)} ${field('asOf', changes.to, to.version)}
        <button type="submit">${changes.show}</button>
      </form>`,
  );
}

export function changeList(all: readonly ToldChange[], { words }: Telling): Html {
  if (all.length === 0) return html`<p class="empty">${words.changes.none}</p>`;
  return html`<ol class="changes-list">
    ${all.map(
      ({ id, sentence, change, minor }) =>
        html`<li class="change ${change}">
          <a class="sentence" href="#${id}" lang="${words.changes.sentencesIn}">${told(sentence)}</a
          >${minor === true ? html` <span class="mark">${words.changes.minor}</span>` : nothing}
        </li>`,
    )}
  </ol>`;
}
