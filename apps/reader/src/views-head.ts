import { listen } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import { readPlace, viewsChannel } from '#views';
import type { ViewsNow, ViewsPlace } from '#views';
import { Rounds } from './rounds.js';

const againMs = 250;

/** How far the views are, as this reader knows it, and a place to wait until they are further. */
export class ViewsHead {
  private position = 0;
  private movedAt = new Date();
  private readonly waiting = new Set<() => void>();
  private readonly places: Rounds<ViewsPlace>;

  constructor(
    private readonly views: Pick<ViewsNow, 'log' | 'parked'>,
    private readonly database: DatabaseOptions,
  ) {
    // However many wait, all of them ask at once when the views move.
    this.places = new Rounds(() => readPlace(views.log));
  }

  start(signal: AbortSignal): void {
    const wake = () => {
      for (const check of this.waiting) check();
    };
    void listen(this.database, viewsChannel(this.database.schema), wake, signal);
  }

  /** For readiness: a person sees from it when the projector stalls. */
  async describe(): Promise<string> {
    await this.read();
    const { size } = this.views.parked;
    const parked = size === 0 ? '' : `; ${size} ${size === 1 ? 'story is' : 'stories are'} parked`;
    return `the views are at position ${this.position}, last moved ${this.movedAt.toISOString()}${parked}`;
  }

  /** Whether the views have reached the position, at the latest when the patience is over. */
  async reaches(position: number, patienceMs: number): Promise<boolean> {
    const deadline = Date.now() + patienceMs;
    while (this.position < position) {
      await this.read();
      if (this.position >= position) break;
      const left = deadline - Date.now();
      if (left <= 0) return false;
      await this.rungWithin(Math.min(left, againMs));
    }
    return true;
  }

  private rungWithin(ms: number): Promise<void> {
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

  private async read(): Promise<void> {
    const { position } = await this.places.join();
    // Views that were restored from a backup, or begun anew, may be behind what was seen before.
    if (position !== this.position) this.movedAt = new Date();
    this.position = position;
  }
}
