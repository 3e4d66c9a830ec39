import { checkPage, passes, readFollowed, VersionsSeen } from '#views';
import type { EventFilter, FollowedPage, ShownViews } from '#views';
import type { SharedReads } from '../shared-reads.js';
import type { LiveEvents } from './live-events.js';
import type { LiveLog } from './live-log.js';
import { positionMessage, waitingFor } from './messages.js';
import type { Outlet } from './outlet.js';

const againMs = 1_000;
/** How many of the latest events are taken at a time: who is slow must not hold them all. */
const mostRecent = 200;

export interface EventsDesk {
  readonly views: ShownViews;
  readonly log: LiveLog;
  readonly live: LiveEvents;
  readonly pages: SharedReads<FollowedPage>;
}

/** Sends what passes the filter behind a position, from the past on without a gap into what comes. Answers once it is live. */
export async function followEvents(
  { views, log, live, pages }: EventsDesk,
  outlet: Outlet,
  filter: EventFilter,
  after: number,
): Promise<void> {
  const { stories, types, parties } = filter;
  const isNarrow = stories !== undefined || types !== undefined || parties !== undefined;
  const versions = new VersionsSeen();
  let told = after;
  let next: Promise<FollowedPage> | undefined;
  for (let place = after; outlet.isOpen;) {
    if (place > log.position) {
      await log.moved(againMs);
      continue;
    }
    if (isNarrow && told < place) {
      // So that who comes again need not have all this looked through once more.
      outlet.send(positionMessage(place));
      told = place;
    }
    if (live.join({ outlet, stories, filter, isNarrow, told }, place)) return;
    const recent = log.recent.after(place);
    if (recent !== undefined && recent.length > 0) {
      const some = recent.slice(0, mostRecent);
      place = some.at(-1)?.event.position ?? place;
      next = undefined;
      await outlet.sendPatiently(some.filter(({ event }) => passes(filter, event)).map(({ message }) => message));
      continue;
    }
    const to = log.position;
    const read = (after: number) =>
      pages.read(`${after} ${to} ${JSON.stringify(filter)}`, async () =>
        readFollowed(await views.current(), { filter, after, to }),
      );
    const { events, reached, missing } = await checkPage(
      views.log,
      filter,
      versions,
      await (next ?? read(place)),
      place,
    );
    next = undefined;
    // Who does not read holds one page and one slice: the next page is on its way when the last slice is written.
    const messages = function* () {
      for (const event of events) yield log.messageOf(event);
      if (missing !== undefined || reached >= to) return;
      next = read(reached);
      next.catch(() => undefined);
    };
    await outlet.sendPatiently(messages());
    place = reached;
    if (missing === undefined) continue;
    outlet.send(waitingFor(missing));
    await log.moved(againMs);
  }
}
