import type pg from 'pg';
import { listen, openPool } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import type { ParkedStories } from '../parked-story.js';
import { generationsChannel } from '../views-schema.js';
import { readParked } from './read-generations.js';
import { inSlot } from './slot.js';
import type { Slot } from './slot.js';

const checkMs = 1_000;
/** How long a generation may be read from after it was last seen to be shown: one is emptied only long after. */
const trustMs = 5_000;
/** For how long after a renewal somebody may still be told of rows from before it: what is trusted, and a read of 8 s. */
const tellS = 15;
/** Longer than any read takes. */
const retireMs = 30_000;

// A story was healed between the position that was the head then and the next one.
const renewed = `
select from shown s where s.position > 0 and ($1::bigint <= s.position or exists (
  select from log l where l.position = $1::bigint and l.visible_at < s.since + interval '${tellS} s'))
union all
select from parked p where p.story = any($2::text[]) and p.healed is not null and ($1::bigint <= p.healed or exists (
  select from log l join log next on next.position = p.healed + 1
  where l.position = $1::bigint and l.visible_at < next.visible_at + interval '${tellS} s'))
limit 1`;

/** What whoever answers a request asks of them. */
export type ViewsNow = Pick<ShownViews, 'current' | 'log' | 'state' | 'parked'>;

interface Shown {
  readonly generation: number;
  readonly slot: Slot;
}

export interface PoolSize {
  readonly max: number;
  readonly statementTimeoutMs: number;
}

/**
 * The generation of the views that readers see. Whoever answers a request takes the pool once and keeps to it, so that an
 * answer is of one generation; the one before goes on being fed meanwhile.
 */
export class ShownViews {
  private readonly pools = new Map<Slot, pg.Pool>();
  private readonly retiring = new Map<Slot, NodeJS.Timeout>();
  private readonly listeners: (() => void)[] = [];
  private shown: Shown | undefined;
  private seenAt = 0;
  private refreshing: Promise<void> | undefined;
  private stories: ParkedStories = new Map();
  private healed = 0;

  constructor(
    private readonly database: DatabaseOptions,
    private readonly size: PoolSize,
  ) {}

  /** Of the generation that is shown. */
  async current(): Promise<pg.Pool> {
    if (this.shown === undefined || Date.now() - this.seenAt > trustMs) await this.refresh();
    if (this.shown === undefined) throw new Error('no generation of the views is shown');
    return this.poolOf(this.shown.slot);
  }

  /** For what all generations share, the log first of all. */
  get log(): pg.Pool {
    return this.poolOf(this.shown?.slot ?? 'blue');
  }

  /** Differs when what was read before may be read differently now, though the record is the same. */
  get state(): string {
    return `${this.shown?.generation ?? 0}.${this.healed}`;
  }

  /** The stories whose record goes further than what is shown of them. */
  get parked(): ParkedStories {
    return this.stories;
  }

  /** Whether what was read of stories as of a position may not be put together with what is shown now. */
  async renewedAfter(position: number, stories: readonly string[]): Promise<boolean> {
    const pool = await this.current();
    const { rows } = await pool.query({ name: 'renewed_after', text: renewed, values: [position, stories] });
    return rows.length > 0;
  }

  /** Calls back when another generation is shown, or a story was healed. */
  onRenewal(listener: () => void): void {
    this.listeners.push(listener);
  }

  start(signal: AbortSignal): void {
    const refresh = () => void this.refresh().catch(() => undefined);
    const timer = setInterval(refresh, checkMs);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
    void listen(this.database, generationsChannel(this.database.schema), refresh, signal);
  }

  /** Looks which generation is shown. */
  refresh(): Promise<void> {
    this.refreshing ??= this.look().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  async close(): Promise<void> {
    for (const timer of this.retiring.values()) clearTimeout(timer);
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
    this.pools.clear();
  }

  private async look(): Promise<void> {
    const before = this.state;
    const askedAt = Date.now();
    const { rows } = await this.log.query<Shown>(`select generation, slot from shown`);
    const [shown] = rows;
    if (shown === undefined) throw new Error('no generation of the views is shown');
    const pool = this.poolOf(shown.slot);
    const stories = await readParked(pool);
    const healed = await pool.query<{ healed: number }>(
      `select count(*)::integer as healed from parked where healed > 0`,
    );
    this.shown = shown;
    this.seenAt = askedAt;
    this.stories = stories;
    this.healed = healed.rows[0]?.healed ?? 0;
    this.retireOthers(shown.slot);
    if (before !== '0.0' && before !== this.state) for (const listener of this.listeners) listener();
  }

  private poolOf(slot: Slot): pg.Pool {
    const known = this.pools.get(slot);
    if (known !== undefined) return known;
    const pool = openPool({ ...inSlot(this.database, slot), ...this.size });
    this.pools.set(slot, pool);
    return pool;
  }

  /** Closes what was not shown for long. One that is shown again meanwhile begins its time anew when it is left again. */
  private retireOthers(shown: Slot): void {
    clearTimeout(this.retiring.get(shown));
    this.retiring.delete(shown);
    for (const [slot, pool] of this.pools) {
      if (slot === shown || this.retiring.has(slot)) continue;
      const retire = () => {
        this.retiring.delete(slot);
        this.pools.delete(slot);
        void pool.end();
      };
      this.retiring.set(slot, setTimeout(retire, retireMs).unref());
    }
  }
}
