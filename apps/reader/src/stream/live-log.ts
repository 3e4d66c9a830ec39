import { setImmediate } from 'node:timers/promises';
import { Bell, listen } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import type { HistoryName, ShownEvent } from '#events';
import type { Logger } from '#runtime';
import { lengthWithoutGap, readComing, readPlace, viewsChannel } from '#views';
import type { ShownViews } from '#views';
import { eventMessage } from './messages.js';
import { RecentEvents } from './recent-events.js';
import type { LiveEvent } from './recent-events.js';

const idleMs = 1_000;
/** How much is handed on before those who write get their turn. */
const sliceBytes = 64 * 1024;

export interface LogListener {
  /** The next events, without a gap behind those before. */
  readonly onEvents: (events: readonly LiveEvent[]) => void;
  /** The views were begun anew, or are of another history: nothing that was sent can be gone on with. */
  readonly onHistoryChanged: () => void;
  /** The next position is missing where later ones are there. */
  readonly onGap: (position: number) => void;
}

/** The record as it comes into view: read once, for all who follow. */
export class LiveLog {
  readonly recent = new RecentEvents();
  private readonly bell = new Bell();
  private readonly listeners: LogListener[] = [];
  private readonly waiting = new Set<() => void>();
  private place = 0;
  private isBegun = false;
  private history: HistoryName | undefined;
  private gap: number | undefined;

  constructor(
    private readonly views: ShownViews,
    private readonly database: DatabaseOptions,
    private readonly named: Pick<HistoryName, 'ledger' | 'publicUrl'>,
    private readonly logger: Logger,
  ) {}

  /** The last position that was handed on. */
  get position(): number {
    return this.place;
  }

  get epoch(): string | undefined {
    return this.history?.epoch;
  }

  /** The first position that is missing, while one is. */
  get missing(): number | undefined {
    return this.gap;
  }

  messageOf(event: ShownEvent): Buffer {
    return eventMessage(event, { ...this.named, epoch: this.epoch ?? '' });
  }

  subscribe(listener: LogListener): void {
    this.listeners.push(listener);
  }

  start(signal: AbortSignal): void {
    const { bell } = this;
    void listen(this.database, viewsChannel(this.database.schema), bell.ring, signal);
    void this.run(signal);
  }

  /** Whether it is known where the record ends, at the latest when the patience is over. */
  opens(patienceMs: number): Promise<boolean> {
    return this.waitFor(() => this.isBegun, patienceMs);
  }

  /** Whether the position has been handed on, at the latest when the patience is over. */
  reaches(position: number, patienceMs: number): Promise<boolean> {
    return this.waitFor(() => this.place >= position, patienceMs);
  }

  private async waitFor(isSo: () => boolean, patienceMs: number): Promise<boolean> {
    const deadline = Date.now() + patienceMs;
    for (let left = patienceMs; !isSo(); left = deadline - Date.now()) {
      if (left <= 0) return false;
      await this.moved(left);
    }
    return true;
  }

  /** Waits until something was handed on, or the time is over. */
  moved(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.waiting.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.waiting.add(end);
    });
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const moved = await this.read().catch((error: unknown) => {
        this.logger.debug({ err: error }, 'the record cannot be read just now');
        return false;
      });
      if (!moved) await this.bell.wait(idleMs, signal);
    }
  }

  /** Hands on from where the record ends, or, where it has only just begun, from before its first event. */
  private async begin(place?: number): Promise<void> {
    const { position, epoch } = await readPlace(this.views.log);
    this.place = place ?? position;
    this.history = epoch === undefined ? undefined : { ...this.named, epoch };
    this.gap = undefined;
    this.isBegun = true;
    this.recent.clear();
    for (const wake of this.waiting) wake();
  }

  /** Answers whether there may be more to read at once. */
  private async read(): Promise<boolean> {
    if (!this.isBegun) await this.begin();
    const events = await readComing(await this.views.current(), this.place);
    const [first] = events;
    if (first === undefined || this.history === undefined) return this.checkHistory();
    const whole = events.slice(0, lengthWithoutGap(events, this.place));
    if (whole.length === 0) {
      await this.checkHistory();
      this.reportGap(this.place + 1);
      return false;
    }
    this.gap = undefined;
    for (const slice of slicesOf(whole.map((event) => ({ event, message: this.messageOf(event) })))) {
      this.place = slice.at(-1)?.event.position ?? this.place;
      this.recent.add(slice);
      for (const { onEvents } of this.listeners) onEvents(slice);
      for (const wake of this.waiting) wake();
      // Who reads fast enough must not be cut off for what came at once.
      await setImmediate();
    }
    return true;
  }

  private async checkHistory(): Promise<boolean> {
    const { position, epoch } = await readPlace(this.views.log);
    if (position >= this.place && epoch === this.history?.epoch) return false;
    // A record that has only just begun is nobody's history yet.
    const isFirst = this.history === undefined;
    await this.begin(isFirst ? this.place : undefined);
    if (!isFirst) for (const { onHistoryChanged } of this.listeners) onHistoryChanged();
    return true;
  }

  private reportGap(position: number): void {
    if (this.gap === position) return;
    this.gap = position;
    this.logger.error({ position }, 'a position is missing in the views: streams wait for it');
    for (const { onGap } of this.listeners) onGap(position);
  }
}

function slicesOf(events: readonly LiveEvent[]): readonly (readonly LiveEvent[])[] {
  const slices: LiveEvent[][] = [];
  let bytes = sliceBytes;
  for (const one of events) {
    if (bytes >= sliceBytes) {
      slices.push([]);
      bytes = 0;
    }
    slices.at(-1)?.push(one);
    bytes += one.message.length;
  }
  return slices;
}
