import { clockOf, firstMomentOf, lastMomentOf } from './local-time.js';
import type { Clock } from './local-time.js';
import { spanOf } from './span.js';

/** Milliseconds since 1970 UTC, both inclusive; absent where that side is open or not known. */
export interface DateBounds {
  readonly earliest?: number;
  readonly latest?: number;
}

/**
 * Between which moments an EDTF date lies, in its zone if it has one. A date in doubt has the bounds of the date. The
 * text is read here, not by the parser of `isEdtf`: that one costs a millisecond, and forgets digits that are left open.
 */
export function edtfBounds(text: string, zone?: string): DateBounds {
  const clock = zone === undefined ? undefined : clockOf(zone);
  const [bare = '', end] = text.replace(/[?~%[\]{} ]/g, '').split('/');
  if (end === undefined) return boundsOfAll(bare, clock);
  const [from, to] = [boundsOf(bare, clock), boundsOf(end, clock)];
  const isTurned = from.earliest !== undefined && to.latest !== undefined && from.earliest > to.latest;
  return isTurned ? bounds(to.earliest, from.latest) : bounds(from.earliest, to.latest);
}

/** One date, or the members of a set: only the ends of its spans are looked at. */
function boundsOfAll(members: string, clock: Clock | undefined): DateBounds {
  const dates = members.split(/,|\.\./);
  const all = dates.filter((date) => date !== '').map((date) => boundsOf(date, clock));
  return bounds(
    dates[0] === ''
      ? undefined
      : endOf(
          all.map(({ earliest }) => earliest),
          Math.min,
        ),
    dates.at(-1) === ''
      ? undefined
      : endOf(
          all.map(({ latest }) => latest),
          Math.max,
        ),
  );
}

function boundsOf(date: string, clock: Clock | undefined): DateBounds {
  const span = spanOf(date);
  if (span === undefined) return {};
  const { first, last, fixed } = span;
  if (clock === undefined || fixed) return bounds(first, last);
  const earliest = firstMomentOf(first, clock);
  return bounds(earliest, Math.max(earliest, lastMomentOf(last, clock)));
}

function endOf(moments: readonly (number | undefined)[], pick: (...moments: number[]) => number): number | undefined {
  const known = moments.filter((moment) => moment !== undefined);
  return known.length === moments.length && known.length > 0 ? pick(...known) : undefined;
}

const bounds = (earliest: number | undefined, latest: number | undefined): DateBounds => ({
  ...(earliest === undefined ? {} : { earliest }),
  ...(latest === undefined ? {} : { latest }),
});
