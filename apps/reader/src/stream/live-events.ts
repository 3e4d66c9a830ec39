import { passes } from '#views';
import type { EventFilter } from '#views';
import { Followers } from './followers.js';
import type { Follower } from './followers.js';
import type { LiveLog } from './live-log.js';
import type { LiveEvent } from './recent-events.js';

export interface EventsFollower extends Follower {
  readonly filter: EventFilter;
}

/** Sends the record as it comes to all who follow it. */
export class LiveEvents {
  readonly followers = new Followers<EventsFollower>();

  constructor(private readonly log: LiveLog) {
    log.subscribe({
      onEvents: (events) => this.send(events),
      onHistoryChanged: () => undefined,
      onGap: () => undefined,
    });
  }

  get position(): number {
    return this.log.position;
  }

  /** Lets in who is as far as this; answers whether it did. Nothing comes between the question and the answer. */
  join(follower: EventsFollower, at: number): boolean {
    if (at !== this.log.position || !follower.outlet.isOpen) return false;
    this.followers.add(follower);
    return true;
  }

  private send(events: readonly LiveEvent[]): void {
    const whole = Buffer.concat(events.map(({ message }) => message));
    for (const { outlet, filter, isNarrow } of this.followers.wide) {
      if (!isNarrow) outlet.send(whole);
      else for (const { event, message } of events) if (passes(filter, event)) outlet.send(message);
    }
    for (const { event, message } of events) {
      for (const { outlet, filter } of this.followers.of(event.story)) if (passes(filter, event)) outlet.send(message);
    }
  }
}
