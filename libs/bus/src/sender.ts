import type { Kafka, Producer } from 'kafkajs';
import type { HistoryName, StoredEvent } from '#events';
import { toMessage } from './cloud-event.js';

/** Sends events in order. One batch at a time: kafkajs rolls a failed sequence back, and a second would take its place. */
export class Sender {
  private constructor(
    private readonly producer: Producer,
    private readonly topic: string,
    private readonly history: HistoryName,
  ) {}

  static async connect(kafka: Kafka, topic: string, history: HistoryName): Promise<Sender> {
    const producer = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5 },
    });
    await producer.connect();
    return new Sender(producer, topic, history);
  }

  /** Answers the offset of the first event, once all replicas in sync have them all. */
  async send(events: readonly StoredEvent[]): Promise<number> {
    const messages = events.map((event) => toMessage(event, this.history));
    const [answer] = await this.producer.send({ topic: this.topic, acks: -1, timeout: 10_000, messages });
    return Number(answer?.baseOffset ?? -1);
  }

  async close(): Promise<void> {
    await this.producer.disconnect().catch(() => undefined);
  }
}
