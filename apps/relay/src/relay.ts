import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { connectKafka, RecordReader, Sender, Topic } from '#bus';
import type { BusOptions } from '#bus';
import { StoppingError } from '#errors';
import { ledgerChannel, ledgerSchema, readEpoch, readEvents } from '#ledger';
import { Bell, lead, listen, openPool, requireSchema } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import { checkAtStart } from '#runtime';
import type { HealthBoard, Logger } from '#runtime';
import { findPlace } from './find-place.js';
import type { Place } from './find-place.js';

export interface RelayPlaces {
  readonly database: DatabaseOptions;
  readonly bus: BusOptions;
  readonly ledger: string;
  readonly publicUrl: string;
}

/** The topic is not what this relay left: it must be compared with the ledger again. */
class TopicMovedError extends Error {}

const idleMs = 250;
const compareEveryMs = 3_000;
const pauseMs = 1_000;

/** Keeps the topic equal to the ledger. Its place is the end of the topic; it remembers nothing of its own. */
export class Relay {
  private readonly stopping = new AbortController();
  private readonly bell = new Bell();
  private readonly pool: pg.Pool;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly places: RelayPlaces,
    private readonly board: HealthBoard,
    private readonly logger: Logger,
  ) {
    this.pool = openPool({ ...places.database, max: 2, statementTimeoutMs: 10_000 });
  }

  async start(): Promise<void> {
    await checkAtStart(this.board, 'relay', async () => {
      await requireSchema(this.pool, ledgerSchema);
      return 'starting';
    });
    this.report(false, 'starting');
    const { database } = this.places;
    const { signal } = this.stopping;
    this.running = Promise.all([
      listen(database, ledgerChannel(database.schema), this.bell.ring, signal),
      this.run(signal),
    ]);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.pool.end();
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const lease = await lead(this.places.database, 'relay', signal, (error) => {
        this.report(error === undefined, error?.message ?? 'standing by: another relay leads');
      });
      if (lease === undefined) return;
      try {
        await this.publishWhileLeading(AbortSignal.any([signal, lease.lost]));
      } catch (error) {
        this.tellTrouble(error);
      } finally {
        await lease.release();
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async publishWhileLeading(signal: AbortSignal): Promise<void> {
    const { bus, ledger, publicUrl } = this.places;
    const kafka = connectKafka({ ...bus, onLog: (message) => this.logger.debug({ kafka: message }) });
    await requireSchema(this.pool, ledgerSchema);
    const epoch = await readEpoch(this.pool);
    const topic = await Topic.connect(kafka, bus);
    const reader = new RecordReader(kafka, bus.topic);
    let sender: Sender | undefined;
    try {
      const found = await findPlace(topic, reader, this.pool, epoch);
      // Left open, it would go on reading everything that is sent.
      await reader.close();
      for (const done of found.done) this.logger.warn({ topic: bus.topic }, done);
      sender = await Sender.connect(kafka, bus.topic, { ledger, epoch, publicUrl });
      await this.publishFrom(found.place, topic, sender, signal);
    } finally {
      await Promise.all([sender?.close(), topic.close(), reader.close()]);
    }
  }

  private async publishFrom(start: Place, topic: Topic, sender: Sender, signal: AbortSignal): Promise<void> {
    let { position, nextOffset } = start;
    let comparedAt = Date.now();
    let next = readEvents(this.pool, position);
    while (!signal.aborted) {
      const events = await next;
      this.report(true, `published up to position ${position}`);
      const last = events.at(-1);
      if (last === undefined) {
        await this.bell.wait(idleMs, signal);
        if (Date.now() - comparedAt > compareEveryMs) {
          if ((await topic.extent())?.end !== nextOffset) throw new TopicMovedError('the topic changed');
          comparedAt = Date.now();
        }
        next = readEvents(this.pool, position);
        continue;
      }
      // The next page is read while this one is sent.
      next = readEvents(this.pool, last.position);
      next.catch(() => undefined);
      const offset = await sender.send(events);
      // A topic that was deleted and made again takes acks at offset 0, in the middle of a history.
      if (offset !== nextOffset) throw new TopicMovedError(`the topic took offset ${offset}, not ${nextOffset}`);
      nextOffset += events.length;
      position = last.position;
    }
    await next.catch(() => undefined);
  }

  private tellTrouble(error: unknown): void {
    const { message } = error as Error;
    if (error instanceof TopicMovedError) {
      this.logger.warn(`${message}: comparing it with the ledger again`);
      return;
    }
    this.report(false, message);
    if (error instanceof StoppingError) this.logger.error(message);
    else this.logger.warn({ reason: message }, 'the relay starts again');
    this.logger.debug({ err: error });
  }

  private report(ready: boolean, detail: string): void {
    this.board.report('relay', { ready, detail });
  }
}
