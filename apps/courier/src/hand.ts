import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { leaseMs, renew } from './claim.js';
import type { ClaimedWebhook } from './webhook.js';

const renewEveryMs = 1_000;

interface Held {
  readonly id: string;
  readonly owner: string;
  readonly lost: AbortController;
  readonly done: Promise<void>;
}

/** The claims under which this process delivers now, by their leases. It stops with each that it cannot hold. */
export class Hand {
  private readonly held = new Map<string, Held>();
  private renewedAt = Date.now();
  private isOver = false;

  constructor(private readonly pool: pg.Pool) {}

  get size(): number {
    return this.held.size;
  }

  owners(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { owner } of this.held.values()) counts.set(owner, (counts.get(owner) ?? 0) + 1);
    return counts;
  }

  take({ id, lease, owner }: ClaimedWebhook, work: (signal: AbortSignal) => Promise<void>): void {
    if (this.held.size === 0) this.renewedAt = Date.now();
    const lost = new AbortController();
    // What was claimed while the process stops is let go at once.
    if (this.isOver) lost.abort();
    const done = work(lost.signal).finally(() => this.held.delete(lease));
    this.held.set(lease, { id, owner, lost, done });
  }

  /** Renews the leases until the signal; then all work ends. */
  async hold(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.renewOnce();
      await delay(renewEveryMs, undefined, { signal }).catch(() => undefined);
    }
    this.isOver = true;
    this.drop(() => true);
  }

  async end(): Promise<void> {
    await Promise.all([...this.held.values()].map(({ done }) => done));
  }

  private async renewOnce(): Promise<void> {
    const asked = [...this.held].map(([lease, { id }]) => ({ lease, id }));
    if (asked.length === 0) return;
    const askedAt = Date.now();
    // A database that does not answer must not keep us from letting go in time.
    const late = setTimeout(() => this.drop(() => true), Math.max(0, this.renewedAt + leaseMs - 500 - askedAt));
    try {
      const standing = await renew(this.pool, asked);
      this.renewedAt = askedAt;
      const lapsed = new Set(asked.flatMap(({ lease }) => (standing.has(lease) ? [] : lease)));
      this.drop((lease) => lapsed.has(lease));
    } catch {
      // The next try comes soon enough, or the time above runs out.
    } finally {
      clearTimeout(late);
    }
  }

  private drop(isLost: (lease: string) => boolean): void {
    for (const [lease, { lost }] of this.held) if (isLost(lease)) lost.abort();
  }
}
