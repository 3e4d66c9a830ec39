import type { ComingEvent } from '#views';

/** An event with its message, written once for all who follow. */
export interface LiveEvent {
  readonly event: ComingEvent;
  readonly message: Buffer;
}

const mostBytes = 8 * 1024 * 1024;

/** The latest events, so that who was cut off for a moment need not ask the database. */
export class RecentEvents {
  private events: LiveEvent[] = [];
  private bytes = 0;

  add(events: readonly LiveEvent[]): void {
    this.events.push(...events);
    for (const { message } of events) this.bytes += message.length;
    let gone = 0;
    for (; this.bytes > mostBytes; gone += 1) this.bytes -= this.events[gone]?.message.length ?? this.bytes;
    if (gone > 0) this.events = this.events.slice(gone);
  }

  clear(): void {
    this.events = [];
    this.bytes = 0;
  }

  /** All behind a position; undefined where they reach back no further than that. */
  after(position: number): readonly LiveEvent[] | undefined {
    const first = this.events[0]?.event.position;
    if (first === undefined || position + 1 < first) return undefined;
    return this.events.slice(position + 1 - first);
  }
}
