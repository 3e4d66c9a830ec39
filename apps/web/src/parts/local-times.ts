import { tellMoment } from '#page';
import type { Telling } from '#page';

/** Tells the times of a page in the zone of the reader; UTC stays at hand. */
export function localTimes(within: Element, telling: Telling): void {
  for (const time of within.querySelectorAll('time')) {
    if (/T\d\d:\d\d/.test(time.dateTime)) time.textContent = tellMoment(time.dateTime, telling);
  }
}
