import { tellMoment } from '#page';
import { tellingHere } from './enhance.js';

/** Tells the times of a page in the zone of the reader; UTC stays at hand. */
export function localTimes(within: Element): void {
  const telling = tellingHere('');
  for (const time of within.querySelectorAll('time')) {
    if (/T\d\d:\d\d/.test(time.dateTime)) time.textContent = tellMoment(time.dateTime, telling);
  }
}
