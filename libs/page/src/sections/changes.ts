import type { ToldChange } from '#views';
import { html, nothing, told } from '../html.js';
import type { Html } from '../html.js';
import type { Comparison, StoryPage } from '../model.js';
import { newMark } from '../parts/new-mark.js';
import { timeOf } from '../parts/times.js';
import type { Telling } from '../telling.js';
import { section } from './section.js';

/** What changed last, or between two moments, in sentences, with a form that asks for two others. */
export function changesSection(page: StoryPage, telling: Telling): Html {
  const { comparison, document, last } = page;
  const { changes, sections } = telling.words;
  const isBetween = comparison.kind === 'between';
  const from = isBetween ? (comparison.from?.version ?? 0) : Math.max(0, document.version - 1);
  const to = isBetween ? comparison.to.version : document.version;
  const address = `${telling.base}/v1/stories/${document.story}/changes?from=version:${from}&to=version:${to}`;
  const more =
    isBetween && comparison.hasMore ? html`<p class="pager"><a href="${address}">${changes.more}</a></p>` : nothing;
  const field = (name: string, label: string, value: number) =>
    html`<label>${label} <input type="number" name="${name}" min="0" max="${last.version}" value="${value}" inputmode="numeric" required></label>`;
  return section(
    'changes',
    sections.changes,
    html`<p class="between">${titleOf(comparison, telling)}</p>${changeList(comparison.changes, telling, page.newSince)}${more}
<form class="compare" method="get" action="${telling.base}/stories/${document.story}#s:changes">${field('from', changes.from, from)} ${field('asOf', changes.to, to)} <button type="submit">${changes.show}</button></form>`,
  );
}

function titleOf(comparison: Comparison, telling: Telling): Html {
  const { changes } = telling.words;
  if (comparison.kind === 'latest') return html`${changes.latest}`;
  const { from, to } = comparison;
  const until = timeOf(to.recordedAt, telling);
  return from === undefined ? changes.until(until) : changes.between(timeOf(from.recordedAt, telling), until);
}

export function changeList(all: readonly ToldChange[], telling: Telling, newSince?: number): Html {
  const { words } = telling;
  if (all.length === 0) return html`<p class="empty">${words.changes.none}</p>`;
  return html`<ol class="changes-list">${all.map(
    ({ id, sentence, change, minor, position }) =>
      html`<li class="change ${change}"><a class="sentence" href="#${id}" lang="${words.changes.sentencesIn}">${told(sentence)}</a>${minor === true ? html` <span class="mark">${words.changes.minor}</span>` : nothing}${newMark(position, newSince, words)}</li>`,
  )}</ol>`;
}
