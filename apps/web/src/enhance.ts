import { en } from '#page';
import type { Telling } from '#page';
import { NewsledgerCheck } from './newsledger-check.js';
import { NewsledgerLive } from './newsledger-live.js';
import { NewsledgerSince } from './newsledger-since.js';
import { NewsledgerSlider } from './newsledger-slider.js';
import { ShownStory } from './shown-story.js';
import { takeClicks } from './take-clicks.js';

export function defineParts(): void {
  const parts = {
    'newsledger-check': NewsledgerCheck,
    'newsledger-slider': NewsledgerSlider,
    'newsledger-live': NewsledgerLive,
    'newsledger-since': NewsledgerSince,
  };
  for (const [name, part] of Object.entries(parts))
    if (customElements.get(name) === undefined) customElements.define(name, part);
}

export const tellingHere = (base: string): Telling => ({
  words: en,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  base,
});

/** Puts slider, live changes and the reader's marks on a story that is complete without them. */
export function enhance(article: HTMLElement, site: string, base: string): ShownStory {
  defineParts();
  const shown = new ShownStory(article, site, tellingHere(base));
  const slider = new NewsledgerSlider();
  const live = new NewsledgerLive();
  const since = new NewsledgerSince();
  const check = new NewsledgerCheck();
  slider.shown = live.shown = since.shown = check.shown = shown;
  slider.beside = live;
  article.querySelector('.moments')?.replaceChildren(slider);
  article.querySelector('.story-head')?.after(since);
  article.querySelector('.section.sources')?.after(check);
  takeClicks(shown);
  const begin = async () => {
    await shown.load();
    since.begin();
    // In the zone of the reader, and with what came since the page was made.
    shown.draw();
    await live.follow();
  };
  begin().catch(() => (live.state = 'offline'));
  return shown;
}
