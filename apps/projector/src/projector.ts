import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { StoppingError } from '#errors';
import type { EventLog, StoredEvent } from '#events';
import { lead, openPool, requireSchema } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import { checkAtStart } from '#runtime';
import type { HealthBoard, Logger } from '#runtime';
import { inSlot, readGenerations, readPlace, viewsSchema } from '#views';
import type { Slot } from '#views';
import { CommitGatherer } from './commit-gatherer.js';
import { Feed } from './feed.js';
import { showThisDefinition } from './show-this-definition.js';

const pauseMs = 500;
const reachMs = 10_000;

/** Keeps the views equal to the log. Its place is the last row of the views' own log. */
export class Projector {
  private readonly stopping = new AbortController();
  private readonly pools = new Map<Slot, pg.Pool>();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: DatabaseOptions,
    private readonly log: EventLog,
    private readonly board: HealthBoard,
    private readonly logger: Logger,
  ) {}

  async start(): Promise<void> {
    await checkAtStart(this.board, 'projector', async () => {
      await requireSchema(this.poolOf('blue'), viewsSchema);
      return 'starting';
    });
    this.report(false, 'starting');
    this.running = this.run(this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const lease = await lead(this.database, 'projector', signal, (error) => {
        this.report(error === undefined, error?.message ?? 'standing by: another projector leads');
      });
      if (lease === undefined) return;
      try {
        await this.projectWhileLeading(AbortSignal.any([signal, lease.lost]));
      } catch (error) {
        const { message } = error as Error;
        this.report(false, message);
        this.logger.warn({ reason: message }, 'the projector starts again');
        this.logger.debug({ err: error });
      } finally {
        await lease.release();
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async projectWhileLeading(signal: AbortSignal): Promise<void> {
    await requireSchema(this.poolOf('blue'), viewsSchema);
    await showThisDefinition({
      database: this.database,
      signal,
      onProgress: ({ phase, done, total }) =>
        this.report(false, `folds all views anew by a new definition; ${phase}: ${done} of ${total}`),
    });
    const place = await readPlace(this.poolOf('blue'));
    const open = async () =>
      Feed.open(
        { schema: this.database.schema, poolOf: (slot) => this.poolOf(slot), logger: this.logger },
        await readGenerations(this.poolOf('blue')),
      );
    let feed = await open();
    const gatherer = new CommitGatherer();
    let position = place.position;
    let reachedAt = Date.now();
    const silence = setInterval(() => {
      if (Date.now() - reachedAt > reachMs) this.report(false, `the log does not answer; folded up to ${position}`);
    }, 1_000);
    const onReach = () => {
      reachedAt = Date.now();
      const parked =
        feed.parked === 0 ? '' : `; ${feed.parked} ${feed.parked === 1 ? 'story is' : 'stories are'} parked`;
      this.report(true, `folded up to position ${position}${parked}`);
    };
    const onEvents = async (events: readonly StoredEvent[], epoch: string) => {
      refuseOtherHistory(place.epoch, epoch);
      const whole = gatherer.gather(events);
      const last = whole.at(-1);
      if (last === undefined || signal.aborted) return;
      try {
        await feed.write(whole, epoch);
      } catch (error) {
        // Another generation is fed by now, or one is not any more.
        if ((error as { hint?: unknown }).hint !== 'generations') throw error;
        feed = await open();
        await feed.write(whole, epoch);
      }
      position = last.position;
    };
    try {
      await this.log.follow(position, { onEvents, onReach, signal });
    } finally {
      clearInterval(silence);
    }
  }

  private poolOf(slot: Slot): pg.Pool {
    const known = this.pools.get(slot);
    if (known !== undefined) return known;
    const pool = openPool({ ...inSlot(this.database, slot), max: 2, statementTimeoutMs: 10_000 });
    this.pools.set(slot, pool);
    return pool;
  }

  private report(ready: boolean, detail: string): void {
    this.board.report('projector', { ready, detail });
  }
}

function refuseOtherHistory(folded: string | undefined, epoch: string): void {
  if (folded === undefined || folded === epoch) return;
  throw new StoppingError(
    `The views were folded from history ${folded}, and the log holds history ${epoch}: "newsledger recover --from kafka" cuts them where a new one began; or point ` +
      'VIEWS_DATABASE_URL at an empty database, or the log at the right one.',
  );
}
