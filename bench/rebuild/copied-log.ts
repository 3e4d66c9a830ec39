import type { StoredEvent } from '#events';
import { toldStories } from '../read/told-stories.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';

const eventsOfStory = 100;
/** Stories at different points of one course: behind a hundred they are alike. */
const coursesAtMost = 100;

/** How many events `copiedLog` tells where it is asked for about so many, and of how many stories. */
export function sizeOfLog(events: number) {
  const copies = Math.max(1, Math.round(events / (coursesAtMost * eventsOfStory)));
  const courses = Math.max(1, Math.round(events / copies / eventsOfStory));
  return { copies, courses, events: copies * courses * eventsOfStory };
}

/**
 * The record of many stories side by side, commit after commit. A hundred are told, and each of their commits is there
 * once for every copy, so that the events of a story are as far apart as those of all the others put them.
 */
export function* copiedLog(estimates: ReadyEstimates, events: number): Generator<readonly StoredEvent[]> {
  const { copies, courses } = sizeOfLog(events);
  let last = 0;
  for (const told of toldStories(estimates, courses, eventsOfStory)) {
    for (let copy = 0; copy < copies; copy += 1) {
      const behind = last;
      last += told.length;
      yield told.map((event, at) => moved(event, copy, behind + at + 1, last));
    }
  }
}

const moved = (event: StoredEvent, copy: number, position: number, commit: number): StoredEvent => ({
  ...event,
  position: position as StoredEvent['position'],
  commit: commit as StoredEvent['commit'],
  story: `${event.story}-${copy}` as StoredEvent['story'],
});
