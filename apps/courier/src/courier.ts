import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { mayKeysRead } from '#identity';
import { Bell, listen, openPool } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import type { Logger } from '#runtime';
import { ShownViews, viewsChannel } from '#views';
import { claim, passOver, release } from './claim.js';
import { courierChannel } from './courier-schema.js';
import type { FindAddresses } from './find-addresses.js';
import { Hand } from './hand.js';
import type { Targets } from './judge-target.js';
import { LatestEvents } from './latest-events.js';
import { runWebhook } from './run-webhook.js';
import type { Span, Work } from './run-webhook.js';
import { settleEpochs } from './settle-epochs.js';
import { findInTail } from './tail.js';
import type { ClaimedWebhook } from './webhook.js';
import { endOfKey } from './webhook-state.js';

export interface CourierPlaces {
  readonly views: DatabaseOptions;
  readonly courier: DatabaseOptions;
  readonly ledger: string;
  readonly publicUrl: string;
  readonly targets: Targets;
  readonly find: FindAddresses;
}

const idleMs = 500;
const pauseMs = 500;
const settleEveryMs = 2_000;
/** How many webhooks are delivered to at the same time, and how many of one owner's: one may wait for 15 s each. */
const mostAtOnce = 256;
const mostOfOwner = 32;

/** Delivers to every webhook that has something to do, each on its own, together with the other couriers. */
export class Courier {
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private readonly views: ShownViews;
  private readonly pool: pg.Pool;
  private readonly hand: Hand;
  private readonly latest: LatestEvents;
  private settled = { epoch: '', at: 0 };
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly places: CourierPlaces,
    private readonly identity: pg.Pool,
    private readonly logger: Logger,
  ) {
    this.views = new ShownViews(places.views, { max: 4, statementTimeoutMs: 8_000 });
    this.pool = openPool({ ...places.courier, max: 6, statementTimeoutMs: 8_000 });
    this.hand = new Hand(this.pool);
    this.latest = new LatestEvents(this.views);
  }

  start(): void {
    const { views, courier } = this.places;
    const { signal } = this.stopping;
    this.views.start(signal);
    this.running = Promise.all([
      listen(views, viewsChannel(views.schema), this.bell.ring, signal),
      listen(courier, courierChannel(courier.schema), this.bell.ring, signal),
      this.hand.hold(signal),
      this.run(signal),
    ]);
  }

  /** For readiness. */
  describe(): string {
    return this.hand.size === 0 ? 'nothing is on its way' : `delivering to ${this.hand.size} webhooks`;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.hand.end();
    await Promise.all([this.views.close(), this.pool.end()]);
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const isMore = await this.takeMore();
        if (!isMore) await this.bell.wait(idleMs, signal);
      } catch (error) {
        this.tell('the courier goes on when it can', error);
        await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Answers whether there may be more at once. */
  private async takeMore(): Promise<boolean> {
    const latest = await this.latest.read();
    if (latest === undefined) return false;
    const { head, epoch, tail } = latest;
    await this.settle(epoch, head);
    const { hand } = this;
    const free = mostAtOnce - hand.size;
    if (free <= 0) return false;
    const { ledger, publicUrl } = this.places;
    const history = { ledger, publicUrl, epoch };
    const idle: ClaimedWebhook[] = [];
    const claimed = await claim(this.pool, { head, epoch, free, mostOfOwner, inHand: hand.owners() });
    for (const webhook of claimed) {
      const page = findInTail(tail, webhook.filter, webhook.place);
      if (page?.events.length === 0) idle.push(webhook);
      else hand.take(webhook, (signal) => this.deliver(webhook, { head, history, page }, signal));
    }
    if (idle.length > 0) await passOver(this.pool, idle, tail.to);
    return idle.length > 0 || (claimed.length > 0 && claimed.length === free);
  }

  /** At once where the history is another one, and now and then for a webhook that was made or changed meanwhile. */
  private async settle(epoch: string, head: number): Promise<void> {
    if (epoch === this.settled.epoch && Date.now() < this.settled.at + settleEveryMs) return;
    for (const webhook of await settleEpochs(this.pool, epoch, head)) {
      this.logger.warn({ webhook }, 'the webhook is paused: its place is of another history than the views show');
    }
    this.settled = { epoch, at: Date.now() };
  }

  private async deliver(webhook: ClaimedWebhook, span: Span, signal: AbortSignal): Promise<void> {
    const { pool, views } = this;
    const { id, place } = webhook;
    const { targets, find } = this.places;
    try {
      if (!(await mayKeysRead(this.identity, [webhook.owner])).has(webhook.owner)) {
        await endOfKey(pool, webhook.owner);
        await release(pool, webhook, { place, reached: place });
        return;
      }
      const work: Work = { pool, views, targets, find };
      const { last, error } = await runWebhook(work, webhook, span, signal);
      if (last === 'paused' || last === 'ended') this.logger.warn({ webhook: id, error }, `the webhook is ${last}`);
    } catch (error) {
      this.tell('a webhook was let go', error);
    } finally {
      this.bell.ring();
    }
  }

  private tell(what: string, error: unknown): void {
    const { message } = error as Error;
    this.logger.warn({ reason: message }, what);
    this.logger.debug({ err: error });
  }
}
