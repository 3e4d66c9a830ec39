import { randomUUID } from 'node:crypto';
import type { Batch, Consumer, Kafka } from 'kafkajs';

/**
 * A consumer that starts at an offset of ours and whose place nobody but us keeps. Each has a group of its own: with a
 * shared one, the successor of a killed consumer waited 29 s for the session of the dead.
 */
export class TopicConsumer {
  private readonly groupId = `newsledger-${randomUUID()}`;
  private readonly consumer: Consumer;
  private next = 0;
  private fail: (error: Error) => void = () => undefined;
  private readonly failure = new Promise<never>((_resolve, reject) => (this.fail = reject));

  constructor(
    private readonly kafka: Kafka,
    private readonly topic: string,
    private readonly onReach: () => void = () => undefined,
  ) {
    this.failure.catch(() => undefined);
    this.consumer = kafka.consumer({
      groupId: this.groupId,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 1_000,
      maxBytesPerPartition: 1024 * 1024,
      sessionTimeout: 30_000,
      heartbeatInterval: 3_000,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  /** Resolves once reading has begun; `failed` tells of an end that nobody asked for. */
  async start(offset: number, onBatch: (batch: Batch, heartbeat: () => Promise<void>) => Promise<void>): Promise<void> {
    const { consumer, topic } = this;
    this.next = offset;
    // Synchronously, before the first fetch: a seek after it would let records from the start of the topic through.
    // At every join, because nobody commits an offset: a group that joins again would begin at the topic's start.
    consumer.on(consumer.events.GROUP_JOIN, () => this.seek(this.next));
    consumer.on(consumer.events.CRASH, ({ payload }) => this.fail(payload.error));
    consumer.on(consumer.events.FETCH, () => this.onReach());
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        const { batch } = payload;
        if (payload.isStale()) return;
        // Before the batch is taken, because taking it may seek.
        this.next = Number(batch.lastOffset()) + 1;
        try {
          await onBatch(batch, () => payload.heartbeat());
          payload.resolveOffset(batch.lastOffset());
        } catch (error) {
          this.fail(error instanceof Error ? error : new Error(String(error)));
          consumer.pause([{ topic }]);
        }
      },
    });
  }

  seek(offset: number): void {
    this.next = offset;
    this.consumer.seek({ topic: this.topic, partition: 0, offset: String(offset) });
  }

  /** Rejects when the consumer has failed; never resolves. */
  failed(): Promise<never> {
    return this.failure;
  }

  async close(): Promise<void> {
    await this.consumer.disconnect().catch(() => undefined);
    const admin = this.kafka.admin({ retry: { retries: 0 } });
    try {
      await admin.connect();
      await admin.deleteGroups([this.groupId]);
    } catch {
      // An empty group that stays is forgotten by the broker in time.
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
}
