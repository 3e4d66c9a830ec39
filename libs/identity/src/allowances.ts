import type pg from 'pg';
import type { Key } from './keys.js';

/** How a key stands in the window that runs. */
export interface Standing {
  readonly granted: boolean;
  /** Events a window, and the window's length in seconds. */
  readonly quota: number;
  readonly window: number;
  /** What all processes have left of it, as far as this one knows. */
  readonly left: number;
  /** Whole seconds until the next window. */
  readonly resetsIn: number;
}

/** A process's share of a key's window: taken from the table ahead of use, void when the window ends. */
interface Share {
  held: number;
  /** What the table had left when this process last asked. */
  elsewhere: number;
  /** When the window began, by the database, and when it ends, in ms of this process's own clock. */
  window: number;
  endsAt: number;
  /** By all requests that wait for `leasing`. */
  wanted: number;
  leasing: Promise<void> | undefined;
}

interface Lease {
  readonly used: number;
  readonly began: number;
  readonly ms_left: number;
}

const windowSeconds = 10;
const portions = 100;

/**
 * Counts events by key over all processes, in windows of ten seconds that the database's clock sets. What is used was
 * taken from the table before, in portions of a hundredth, so that the sum never exceeds the quota and few requests
 * wait for a round trip; what a process holds when its publishers fall silent lies idle until the window ends.
 */
export class Allowances {
  private readonly shares = new Map<string, Share>();

  constructor(
    private readonly pool: pg.Pool,
    /** Events a second of a key that has no rate of its own. */
    private readonly rate: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes as many events as a request has, or none. A request of more than a whole window's is never granted. */
  async take(key: Key, count: number): Promise<Standing> {
    const share = this.shareOf(key);
    if (count > this.quotaOf(key)) return this.standing(key, share, false);
    while (this.isOver(share) || share.held < count) {
      if (this.isSpent(share)) return this.standing(key, share, false);
      share.wanted += count;
      try {
        await (share.leasing ??= this.lease(key, share));
      } finally {
        share.wanted -= count;
      }
    }
    share.held -= count;
    return this.standing(key, share, true);
  }

  /** How a key stands when nothing is left for any request in this window; undefined otherwise. Asks nobody. */
  spent(key: Key): Standing | undefined {
    const share = this.shareOf(key);
    return share.held === 0 && this.isSpent(share) ? this.standing(key, share, false) : undefined;
  }

  private isOver(share: Share): boolean {
    return this.now() >= share.endsAt;
  }

  private isSpent(share: Share): boolean {
    return share.elsewhere <= 0 && !this.isOver(share);
  }

  private async lease(key: Key, share: Share): Promise<void> {
    // The requests that come in the same turn of the event loop ask together.
    await new Promise(setImmediate);
    try {
      const quota = this.quotaOf(key);
      const held = this.isOver(share) ? 0 : share.held;
      const asked = Math.min(quota, Math.max(Math.ceil(quota / portions), share.wanted - held));
      const askedAt = this.now();
      const { used, began, ms_left: msLeft } = await this.leaseFromTable(key, asked);
      const granted = Math.max(0, Math.min(asked, quota - (used - asked)));
      share.held = (began === share.window ? share.held : 0) + granted;
      share.elsewhere = Math.max(0, quota - used);
      share.window = began;
      // From before the question: a share ends too early rather than too late.
      share.endsAt = askedAt + msLeft;
    } finally {
      share.leasing = undefined;
    }
  }

  private async leaseFromTable(key: Key, asked: number): Promise<Lease> {
    // The row may be one window ahead of a statement that waited for it. Further ahead it is of a clock set back.
    const { rows } = await this.pool.query<Lease>({
      name: 'lease_allowance',
      text: `insert into limit_use as lease (key_id, window_start, used)
        values ($1::text, date_bin($3::interval, clock_timestamp(), 'epoch'::timestamptz), $2::bigint)
        on conflict (key_id) do update set
          used = excluded.used + case
            when lease.window_start in (excluded.window_start, excluded.window_start + $3::interval) then lease.used
            else 0 end,
          window_start = case
            when lease.window_start = excluded.window_start + $3::interval then lease.window_start
            else excluded.window_start end
        returning used, extract(epoch from window_start)::bigint as began,
          (extract(epoch from window_start + $3::interval - clock_timestamp()) * 1000)::float8 as ms_left`,
      values: [key.id, asked, `${windowSeconds} seconds`],
    });
    const [row] = rows;
    if (row === undefined) throw new Error('the allowance answered nothing');
    return row;
  }

  private standing(key: Key, share: Share, granted: boolean): Standing {
    const quota = this.quotaOf(key);
    const isOver = this.isOver(share);
    return {
      granted,
      quota,
      window: windowSeconds,
      left: isOver ? quota : share.held + share.elsewhere,
      resetsIn: isOver ? windowSeconds : Math.max(1, Math.ceil((share.endsAt - this.now()) / 1_000)),
    };
  }

  private quotaOf({ rate }: Key): number {
    return (rate ?? this.rate) * windowSeconds;
  }

  private shareOf({ id }: Key): Share {
    const known = this.shares.get(id);
    if (known !== undefined) return known;
    if (this.shares.size > 10_000) {
      for (const [name, share] of this.shares) {
        if (share.leasing === undefined && this.isOver(share)) this.shares.delete(name);
      }
    }
    const share: Share = { held: 0, elsewhere: 0, window: 0, endsAt: -Infinity, wanted: 0, leasing: undefined };
    this.shares.set(id, share);
    return share;
  }
}
