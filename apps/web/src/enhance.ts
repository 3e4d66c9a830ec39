import { en } from '#page';
import type { Telling } from '#page';
import { NewsledgerCheck } from './newsledger-check.js';
import { NewsledgerLive } from './newsledger-live.js';
import { NewsledgerSince } from './newsledger-since.js';
import { NewsledgerSlider } from './newsledger-slider.js';
import { localTimes } from './parts/local-times.js';
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

export interface Enhanced {
  readonly site: string;
  readonly story: string;
  /** What its addresses begin with. */
  readonly base: string;
  /** Whether it tells what changed between two moments, as its form names them. */
  readonly isCompared: boolean;
}

/** Puts slider, live changes and the reader's marks on a story that is complete without them. */
export function enhance(article: HTMLElement, { site, story, base, isCompared }: Enhanced): ShownStory {
  defineParts();
  const shown = new ShownStory(article, site, story, tellingHere(base));
  const [from, to] = ['from', 'asOf'].map((name) =>
    Number(article.querySelector<HTMLInputElement>(`.compare input[name=${name}]`)?.value),
  );
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
  const made = shown.version;
  const begin = async () => {
    await shown.load();
    since.begin();
    // In the zone of the reader, and with what came since the page was made.
    if (shown.known === undefined && shown.version === made) localTimes(article, shown.telling);
    else if (isCompared && shown.known !== undefined && from !== undefined && to !== undefined)
      await shown.compare(from, to).catch(() => shown.draw());
    else shown.draw();
  };
  void live.follow(begin);
  return shown;
}
