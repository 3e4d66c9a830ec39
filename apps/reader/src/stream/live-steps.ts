import { setImmediate } from 'node:timers/promises';
import type { Logger } from '#runtime';
import { readSteps } from '#views';
import type { ShownViews } from '#views';
import type { LiveEvent } from './recent-events.js';
import { Followers } from './followers.js';
import type { Follower } from './followers.js';
import type { LiveLog } from './live-log.js';
import { stepMessage } from './messages.js';

const againMs = 500;
const sliceBytes = 64 * 1024;

/** What the record does to the views of stories that are followed, as it comes: read and written once for all. */
export class LiveSteps {
  readonly followers = new Followers<Follower>();
  private place = 0;
  /** The stories of the positions behind the place. */
  private pending: { readonly story: string; readonly position: number }[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly views: ShownViews,
    private readonly log: LiveLog,
    private readonly logger: Logger,
  ) {
    log.subscribe({
      onEvents: (events) => this.take(events),
      onHistoryChanged: () => this.forget(),
      onGap: () => undefined,
    });
  }

  /** All that follow have been sent what stands up to here. */
  get position(): number {
    return this.running === undefined && this.pending.length === 0 ? this.log.position : this.place;
  }

  /** Lets those in who are as far as this, between two reads; answers whether it did. */
  async join(follower: Follower, at: number): Promise<boolean> {
    while (this.running !== undefined) await this.running;
    if (at !== this.position || !follower.outlet.isOpen) return false;
    this.place = at;
    this.followers.add(follower);
    return true;
  }

  private take(events: readonly LiveEvent[]): void {
    // While somebody may still join behind these, none may be left out.
    if (this.followers.size === 0 && this.pending.length === 0 && this.running === undefined) return;
    this.pending.push(...events.map(({ event: { story, position } }) => ({ story, position })));
    this.run();
  }

  private forget(): void {
    this.pending = [];
  }

  private run(): void {
    if (this.running !== undefined || this.pending.length === 0) return;
    this.running = this.pass().then(
      () => this.rest(0),
      (error: unknown) => {
        this.logger.warn({ err: error }, 'what the record does to stories cannot be read just now');
        this.rest(againMs);
      },
    );
  }

  // Who waits to join comes in before the next read begins.
  private rest(ms: number): void {
    this.running = undefined;
    setTimeout(() => this.run(), ms);
  }

  private async pass(): Promise<void> {
    const last = this.pending.at(-1)?.position ?? this.place;
    const stories = [...new Set(this.pending.map(({ story }) => story))].filter((story) =>
      this.followers.follows(story),
    );
    const { steps, reached } =
      stories.length === 0
        ? { steps: [], reached: last }
        : await readSteps(await this.views.current(), stories, this.place, last);
    let bytes = 0;
    for (const step of steps) {
      const message = stepMessage(step);
      for (const { outlet } of this.followers.of(step.story)) outlet.send(message);
      // Who reads fast enough must not be cut off for what came at once.
      bytes += message.length;
      if (bytes > sliceBytes) {
        await setImmediate();
        bytes = 0;
      }
    }
    this.place = reached;
    this.pending = this.pending.filter(({ position }) => position > reached);
  }
}
