import type { Kafka } from 'kafkajs';
import { fromMessage } from './cloud-event.js';
import type { TopicRecord } from './cloud-event.js';
import { TopicConsumer } from './topic-consumer.js';

interface Wanted {
  readonly offset: number;
  readonly found: (record: TopicRecord) => void;
  readonly fail: (error: unknown) => void;
}

const patienceMs = 20_000;

/** Reads single records at offsets that exist, over one consumer that is opened at the first read. */
export class RecordReader {
  private consumer: TopicConsumer | undefined;
  private wanted: Wanted | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly topic: string,
  ) {}

  async read(offset: number): Promise<TopicRecord> {
    let timer: NodeJS.Timeout | undefined;
    const record = new Promise<TopicRecord>((found, fail) => {
      this.wanted = { offset, found, fail };
      timer = setTimeout(() => fail(new Error(`offset ${offset} could not be read in time`)), patienceMs);
    });
    // It may fail while the consumer still joins, before anybody waits for it.
    record.catch(() => undefined);
    try {
      if (this.consumer === undefined) await this.open(offset);
      else this.consumer.seek(offset);
      return await Promise.race([record, this.consumer?.failed() ?? record]);
    } finally {
      clearTimeout(timer);
      this.wanted = undefined;
    }
  }

  async close(): Promise<void> {
    await this.consumer?.close();
    this.consumer = undefined;
  }

  private async open(offset: number): Promise<void> {
    this.consumer = new TopicConsumer(this.kafka, this.topic);
    await this.consumer.start(offset, (batch) => {
      // A batch that was fetched before the last seek lacks the offset, and is passed over.
      const message = batch.messages.find((one) => Number(one.offset) === this.wanted?.offset);
      if (message === undefined) return Promise.resolve();
      try {
        this.wanted?.found(fromMessage(message));
      } catch (error) {
        this.wanted?.fail(error);
      }
      return Promise.resolve();
    });
  }
}
