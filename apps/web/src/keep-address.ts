import type { ShownStory } from './shown-story.js';

/** Browsers take only so many changes of an address within seconds. */
const restMs = 150;

/** Keeps the moment that is shown in the address, so that it can be shared. */
export function keepAddress(shown: ShownStory): void {
  let timer = 0;
  shown.addEventListener('moved', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const address = new URL(location.href);
      const { comparedFrom } = shown;
      if (comparedFrom === undefined) address.searchParams.delete('from');
      else address.searchParams.set('from', String(comparedFrom));
      if (shown.isPast || comparedFrom !== undefined) address.searchParams.set('asOf', `version:${shown.version}`);
      else address.searchParams.delete('asOf');
      // The colon may stand as it is, and reads better.
      address.search = address.search.replace('%3A', ':');
      history.replaceState(history.state, '', address);
    }, restMs);
  });
}
