import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { StoryPage } from '../model.js';
import { timeOf } from '../parts/times.js';
import type { Telling } from '../telling.js';

/** Which moment is shown, and the way to others. It works as links; a script puts a slider in its place. */
export function momentsBar(page: StoryPage, telling: Telling): Html {
  const { document, isPast, last } = page;
  const { moments } = telling.words;
  const { story, version, changedAt } = document;
  const to = (of: number) => `${telling.base}/stories/${story}?asOf=version:${of}`;
  const step = (label: string, target: number, rel: string) =>
    target < 1 || target > last.version || target === version
      ? html`<span class="step off">${label}</span>`
      : html`<a
          class="step"
          rel="${rel}"
          href="${target === last.version ? `${telling.base}/stories/${story}` : to(target)}"
          >${label}</a
        >`;
  return html`<nav class="moments" id="s:moments" aria-label="${moments.label}">
    <p class="moment">
      <strong>${isPast ? moments.then(timeOf(changedAt, telling)) : moments.now}</strong>
      <span class="quiet">${moments.version(version, last.version)}</span>
    </p>
    <div class="steps">
      ${step(moments.first, 1, 'first')} ${step(moments.previous, version - 1, 'prev')}
      ${step(moments.next, version + 1, 'next')}
      ${isPast ? html`<a class="step now" href="${telling.base}/stories/${story}">${moments.last}</a>` : nothing}
      <form method="get" action="${telling.base}/stories/${story}">
        <label
          >${moments.field}
          <input
            type="number"
            name="asOf"
            min="1"
            max="${last.version}"
            value="${version}"
            inputmode="numeric"
            required
        /></label>
        <button type="submit">${moments.go}</button>
      </form>
    </div>
  </nav>`;
}

export function pastBanner({ isPast, document, last }: StoryPage, telling: Telling): Html {
  if (!isPast || document.version === last.version) return nothing;
  const { moments } = telling.words;
  return html`<p class="banner past">
    <strong>${moments.pastTitle}</strong> ${moments.past(timeOf(document.changedAt, telling))}
    <a href="${telling.base}/stories/${document.story}">${moments.last}</a>
  </p>`;
}
