import { RefusalError } from '#errors';
import type { HistoryName } from '#events';
import type { DatabaseOptions } from '#postgres';
import type { Logger } from '#runtime';
import { findStartOfLast, findStartOfTime } from '#views';
import type { FollowedPage, ShownViews, StepsPage } from '#views';
import { SharedReads } from '../shared-reads.js';
import { requireEpoch } from '../stand-at.js';
import { followChanges, sendSnapshots } from './follow-changes.js';
import { followEvents } from './follow-events.js';
import { Heartbeats } from './heartbeats.js';
import { LiveEvents } from './live-events.js';
import { LiveLog } from './live-log.js';
import { LiveSteps } from './live-steps.js';
import { greeting, waitingFor } from './messages.js';
import type { Outlet } from './outlet.js';
import { StreamRoom } from './stream-room.js';
import type { Room } from './stream-room.js';
import type { WantedStream } from './wanted-stream.js';

const patienceMs = 10_000;

/** From where a stream goes on, and what the client is told at once. */
export interface Opening {
  readonly after: number;
  /** Whether the client has no copy yet. */
  readonly isFresh: boolean;
  readonly head: number;
  readonly epoch: string | undefined;
}

/** All streams of this reader: one reading of the record feeds them. */
export class Streams {
  readonly room: StreamRoom;
  private readonly log: LiveLog;
  private readonly liveEvents: LiveEvents;
  private readonly liveSteps: LiveSteps;
  private readonly pages = new SharedReads<FollowedPage>();
  private readonly stepPages = new SharedReads<StepsPage>();
  private readonly snapshots = new SharedReads<Buffer>();
  /** The streams whose clients keep a copy of stories. */
  private readonly copies = new Set<Outlet>();
  private isStopping = false;

  constructor(
    private readonly views: ShownViews,
    database: DatabaseOptions,
    named: Pick<HistoryName, 'ledger' | 'publicUrl'>,
    private readonly logger: Logger,
    room: Room,
  ) {
    this.room = new StreamRoom(room);
    this.log = new LiveLog(views, database, named, logger);
    this.liveEvents = new LiveEvents(this.log);
    this.liveSteps = new LiveSteps(views, this.log, logger);
    views.onRenewal(() => {
      // They come again, and get the stories whole: steps do not lead there from what they have.
      for (const outlet of this.copies) outlet.end('renewed');
    });
    this.log.subscribe({
      onEvents: () => undefined,
      onHistoryChanged: () => this.endAll('history-changed'),
      onGap: (position) => {
        for (const outlet of this.room.outlets) outlet.send(waitingFor(position));
      },
    });
  }

  /** The last position that was handed on. */
  get position(): number {
    return this.log.position;
  }

  start(signal: AbortSignal): void {
    this.log.start(signal);
    const beats = new Heartbeats([this.liveEvents, this.liveSteps]);
    const timer = setInterval(() => beats.beat(), 1_000);
    signal.addEventListener('abort', () => {
      this.isStopping = true;
      clearInterval(timer);
      this.endAll('stopped');
    });
  }

  /** Where the stream begins; throws a refusal where this reader does not get there in time. */
  async open({ filter, start, epoch }: WantedStream): Promise<Opening> {
    if (!(await this.log.opens(patienceMs))) {
      throw new RefusalError({ code: 'views-unavailable', detail: 'The views did not answer. Try again.' });
    }
    if (epoch !== undefined) requireEpoch(epoch, this.log.epoch);
    const opening = { isFresh: start.by !== 'position', epoch: this.log.epoch };
    const head = this.log.position;
    switch (start.by) {
      case 'now':
        return { ...opening, head, after: head };
      case 'count':
        return {
          ...opening,
          head,
          after: await findStartOfLast(await this.views.current(), filter, start.count, head),
        };
      case 'time':
        return { ...opening, head, after: Math.min(head, await findStartOfTime(this.views.log, start.time)) };
      case 'position':
        await this.reach(start.after);
        // The record may have begun while it was waited for.
        return { ...opening, epoch: this.log.epoch, head: this.log.position, after: start.after };
    }
  }

  /** Fills a stream for as long as it is open. */
  async fill(outlet: Outlet, { as, filter }: WantedStream, { after, isFresh, epoch }: Opening): Promise<void> {
    const { views, log, liveEvents, liveSteps, pages, stepPages, snapshots } = this;
    // Who is cut off before anything came does not begin anew then; but a snapshot must come whole first.
    outlet.send(greeting(isFresh && as === 'events' ? after : undefined));
    if (this.isStopping || (epoch !== undefined && epoch !== this.log.epoch)) {
      outlet.end(this.isStopping ? 'stopped' : 'history-changed');
      return;
    }
    try {
      if (as === 'events') {
        await followEvents({ views, log, live: liveEvents, pages }, outlet, filter, after);
        return;
      }
      const desk = { views, log, live: liveSteps, pages: stepPages, snapshots };
      const stories = filter.stories ?? [];
      this.copies.add(outlet);
      outlet.whenEnded(() => this.copies.delete(outlet));
      if (isFresh || (await views.renewedAfter(after, stories))) await sendSnapshots(desk, outlet, stories, after);
      await followChanges(desk, outlet, stories, after);
    } catch (error) {
      // The client comes again, and is told then what is in the way.
      this.logger.debug({ err: error }, 'a stream broke off');
      outlet.end('broken');
    }
  }

  private async reach(position: number): Promise<void> {
    if (await this.log.reaches(position, patienceMs)) return;
    throw new RefusalError({
      code: 'position-not-reached',
      detail: `The views have not reached position ${position} yet. Try again.`,
      facts: { wantedPosition: position, position: this.log.position },
    });
  }

  private endAll(reason: 'stopped' | 'history-changed'): void {
    for (const outlet of this.room.outlets) outlet.end(reason);
  }
}
