import { LRUCache } from 'lru-cache';
import { lastMoment } from './calendar.js';
import { offsetMs } from './span.js';

/** From a moment to what is added to it to have the time on the spot. */
export type Clock = (moment: number) => number;

const dayMs = 86_400_000;
const offsetForm = /^[+-]\d\d(:?[0-5]\d)?$/;
const shownOffset = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/;

// A formatter costs a third of a millisecond, and a newsroom has few zones.
const clocks = new LRUCache<string, Clock>({ max: 100 });

/** The clock of an IANA zone or an offset; of UTC where there is no such zone. */
export function clockOf(zone: string): Clock {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = newClock(zone);
    clocks.set(zone, clock);
  }
  return clock;
}

function newClock(zone: string): Clock {
  if (offsetForm.test(zone)) {
    const offset = offsetMs(zone);
    return () => offset;
  }
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
    return (moment) => {
      const [, sign, hours, minutes, seconds = 0] = shownOffset.exec(format.format(within(moment))) ?? [];
      if (sign === undefined) return 0;
      return (sign === '-' ? -1_000 : 1_000) * (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds));
    };
  } catch {
    return () => 0;
  }
}

/** The first moment at which the clock has come to this time or, where it jumps, past it. */
export function firstMomentOf(time: number, clock: Clock): number {
  return momentsOf(time, clock)[0] ?? jumpOver(time, clock);
}

/** The last moment at which the clock has not passed this time: an hour may come twice. */
export function lastMomentOf(time: number, clock: Clock): number {
  return momentsOf(time, clock).at(-1) ?? jumpOver(time, clock) - 1;
}

function momentsOf(time: number, clock: Clock): number[] {
  if (Math.abs(time) === lastMoment) return [time];
  const offsets = new Set([clock(time - dayMs), clock(time + dayMs)]);
  return [...offsets]
    .map((offset) => time - offset)
    .filter((moment) => moment + clock(moment) === time)
    .sort((a, b) => a - b)
    .map(within);
}

/** When the clock jumped over this time: searched for in halves, as Intl tells no changes of a zone. */
function jumpOver(time: number, clock: Clock): number {
  let [before, after] = [time - dayMs * 2, time + dayMs * 2];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + clock(middle) < time) before = middle;
    else after = middle;
  }
  return within(after);
}

const within = (moment: number) => Math.max(-lastMoment, Math.min(lastMoment, moment));
