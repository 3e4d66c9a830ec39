import type { ShownEvent } from '#events';
import { endOfStory } from './story-source.js';
import type { StorySource } from './story-source.js';

/** Stories that are read whole, one after the other. */
export interface WholeStories {
  readonly events: readonly ShownEvent[];
  /** The last of them. */
  readonly last: string;
  /** Stories among them that are too long to be held: none of their events is here. */
  readonly long: readonly string[];
}

/** How many events are folded together. A story stays whole. */
const mostTogether = 2_000;

/**
 * Reads whole stories behind one, by their names, as they were at a position; the next page is read meanwhile. Of stories
 * of more events than `longStory` only the names are told.
 */
export async function* readWholeStories(
  source: StorySource,
  behind: string,
  to: number,
  longStory: number,
): AsyncGenerator<WholeStories, void, undefined> {
  let held: ShownEvent[] = [];
  let long: string[] = [];
  let next = source.page(endOfStory(behind), to);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (last === undefined) break;
    held.push(...page);
    const begun = held.findIndex(({ story }) => story === last.story);
    if (held.length - begun > longStory) {
      held = held.slice(0, begun);
      long.push(last.story);
      next = source.page(endOfStory(last.story), to);
    } else {
      next = source.page(last, to);
    }
    // A page that fails while its turn has not come fails then.
    next.catch(() => undefined);
    const whole = long.at(-1) === last.story ? held.length : begun;
    if (whole < mostTogether && long.length === 0) continue;
    const events = held.slice(0, whole);
    held = held.slice(whole);
    const name = long.at(-1) === last.story ? last.story : events.at(-1)?.story;
    if (name === undefined) continue;
    yield { events, last: name, long };
    long = [];
  }
  if (held.length > 0 || long.length > 0)
    yield { events: held, last: held.at(-1)?.story ?? long.at(-1) ?? behind, long };
}
