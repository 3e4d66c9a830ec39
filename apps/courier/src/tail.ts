import { lengthWithoutGap, passes } from '#views';
import type { ComingEvent, EventFilter, FollowedPage } from '#views';

/** The latest events, in memory: all of those behind `from`, up to `to`. Most webhooks want nothing else. */
export interface Tail {
  readonly from: number;
  readonly to: number;
  readonly events: readonly ComingEvent[];
}

const mostEvents = 1_000;
const mostBytes = 2 * 1024 * 1024;

export const tailAt = (position: number): Tail => ({ from: position, to: position, events: [] });

/** With what came behind its end, as far as nothing is missing; what is oldest falls out. */
export function lengthen(tail: Tail, coming: readonly ComingEvent[]): Tail {
  const events = coming.slice(0, lengthWithoutGap(coming, tail.to));
  const all = [...tail.events, ...events];
  let bytes = 0;
  const last = all.findLastIndex(({ data }, at) => {
    bytes += data.length;
    return all.length - at > mostEvents || bytes > mostBytes;
  });
  return {
    from: all[last]?.position ?? tail.from,
    to: events.at(-1)?.position ?? tail.to,
    events: all.slice(last + 1),
  };
}

/** What passes a filter behind a position; undefined where the tail does not go back so far, or not on. */
export function findInTail({ from, to, events }: Tail, filter: EventFilter, after: number): FollowedPage | undefined {
  if (after < from || after >= to) return undefined;
  return { events: events.filter((event) => event.position > after && passes(filter, event)), reached: to };
}
