import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { readEventAt } from '#ledger';
import { isDatabaseAway } from '#postgres';
import { readPlace } from '#views';

const mostLagMs = 5_000;
const lookEveryMs = 500;

/** Holds an import back while what readers see lags by more than five seconds behind the ledger. */
export class Brake {
  private lookedAt = 0;
  /** Seconds that the views lag, while that holds the import back. */
  lag = 0;

  constructor(
    private readonly ledger: pg.Pool,
    private readonly views: pg.Pool,
    private readonly signal: AbortSignal,
    private readonly now: () => number = Date.now,
  ) {}

  async wait(): Promise<void> {
    if (Date.now() - this.lookedAt < lookEveryMs) return;
    for (;;) {
      const lag = await this.read();
      this.lookedAt = Date.now();
      // Once it brakes, it lets go only when half of it is made up: else it would stop and go.
      this.lag = lag > (this.lag > 0 ? mostLagMs / 2 : mostLagMs) ? lag / 1_000 : 0;
      if (this.lag === 0 || this.signal.aborted) return;
      await delay(lookEveryMs, undefined, { signal: this.signal }).catch(() => undefined);
    }
  }

  /** The age of the oldest event that the views do not have yet, in ms. */
  private async read(): Promise<number> {
    try {
      const { position } = await readPlace(this.views);
      const next = await readEventAt(this.ledger, position + 1);
      return next === undefined ? 0 : this.now() - Date.parse(next.recordedAt);
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      return 0;
    }
  }
}
