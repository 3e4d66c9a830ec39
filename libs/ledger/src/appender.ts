import type pg from 'pg';
import type { StoryId } from '#events';
import { appendBatch } from './append-batch.js';
import type { AppendOutcome, AppendRequest } from './append-batch.js';

interface Waiting {
  readonly request: AppendRequest;
  readonly bytes: number;
  readonly settle: (outcome: AppendOutcome) => void;
  readonly fail: (error: Error) => void;
}

/** Too much is waiting to be appended; nothing of the request was written. */
export class AppenderFullError extends Error {
  override readonly name = 'AppenderFullError';
}

const mostEvents = 1_000;
const mostBytes = 4 * 1024 * 1024;
const ringEveryMs = 3;
const mostWaitingBytes = 16 * 1024 * 1024;

/**
 * Group commit: while one batch commits, the next gathers, without artificial delay, so the price of the one lock and
 * the one flush is shared. A request may be decided on the state after one that still waits here; when that one is
 * not appended, neither are those that follow it in its story.
 */
export class Appender {
  private readonly waiting: Waiting[] = [];
  private readonly broken = new WeakSet<object>();
  private waitingBytes = 0;
  private running: Promise<void> | undefined;
  private bellTimer: NodeJS.Timeout | undefined;
  private rungAt = 0;

  constructor(
    private readonly pool: pg.Pool,
    private readonly channel: string,
  ) {}

  /** Settles once the batch is durable. Rejects when the database fails: then it may be there, whole, or not at all. */
  append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.broken.has(request.lineage)) return Promise.resolve({ outcome: 'conflict' });
    const bytes = request.events.reduce((sum, event) => sum + event.bytes.length, 0);
    if (this.waitingBytes + bytes > mostWaitingBytes) {
      // What is decided after it rests on it.
      this.broken.add(request.lineage);
      return Promise.reject(new AppenderFullError('too many events wait to be appended'));
    }
    this.waitingBytes += bytes;
    return new Promise((settle, fail) => {
      this.waiting.push({ request, bytes, settle, fail });
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing waits and nothing is under way. */
  async drain(): Promise<void> {
    while (this.running !== undefined) await this.running;
    clearTimeout(this.bellTimer);
  }

  private async run(): Promise<void> {
    // The requests that arrive in the same turn of the event loop join the first batch.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const batch = this.takeBatch();
      try {
        const outcomes = await appendBatch(
          this.pool,
          batch.map(({ request }) => request),
        );
        this.settle(batch, outcomes);
      } catch (error) {
        this.fail(batch, error instanceof Error ? error : new Error(String(error)));
      }
      await new Promise(setImmediate);
    }
    this.running = undefined;
  }

  private takeBatch(): Waiting[] {
    const lineages = new Map<StoryId, object>();
    let events = 0;
    let bytes = 0;
    let count = 0;
    for (const { request, bytes: size } of this.waiting) {
      events += request.events.length;
      bytes += size;
      const lineage = lineages.get(request.story) ?? request.lineage;
      // Two lineages of one story cannot both be right: the second is judged after the first is durable.
      if (lineage !== request.lineage || (count > 0 && (events > mostEvents || bytes > mostBytes))) break;
      lineages.set(request.story, lineage);
      count += 1;
    }
    const batch = this.waiting.splice(0, count);
    this.waitingBytes -= batch.reduce((sum, one) => sum + one.bytes, 0);
    return batch;
  }

  // A batch is told before those that follow it, so that what is tried again is tried in the order it came in.
  private settle(batch: readonly Waiting[], outcomes: readonly AppendOutcome[]): void {
    const conflicts = batch.filter((_one, at) => outcomes[at]?.outcome !== 'appended');
    for (const [at, { settle }] of batch.entries()) settle(outcomes[at] ?? { outcome: 'conflict' });
    this.breakLineages(conflicts);
    if (conflicts.length < batch.length) this.ringBell();
  }

  private fail(batch: readonly Waiting[], error: Error): void {
    for (const { fail } of batch) fail(error);
    this.breakLineages(batch);
  }

  private breakLineages(failed: readonly Waiting[]): void {
    if (failed.length === 0) return;
    for (const { request } of failed) this.broken.add(request.lineage);
    const followers = this.waiting.filter(({ request }) => this.broken.has(request.lineage));
    for (const follower of followers) {
      this.waiting.splice(this.waiting.indexOf(follower), 1);
      this.waitingBytes -= follower.bytes;
      follower.settle({ outcome: 'conflict' });
    }
  }

  // Beside the appends, not within: a notify in the transaction costs every append a lock of its own. At most one in
  // a few milliseconds, because under load each would cost as much as an append.
  private ringBell(): void {
    if (this.bellTimer !== undefined) return;
    const wait = this.rungAt + ringEveryMs - performance.now();
    if (wait <= 0) this.ring();
    else this.bellTimer = setTimeout(() => this.ring(), wait);
  }

  private ring(): void {
    this.bellTimer = undefined;
    this.rungAt = performance.now();
    const values = [this.channel];
    this.pool.query({ name: 'ring', text: `select pg_notify($1::text, '')`, values }).catch(() => undefined);
  }
}
