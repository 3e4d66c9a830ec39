import type { Kafka } from 'kafkajs';
import type { EventLog, LogHandlers, StoredEvent } from '#events';
import { connectKafka } from './connect-kafka.js';
import type { BusOptions } from './connect-kafka.js';
import { ForeignRecordError, fromMessage } from './cloud-event.js';
import type { TopicRecord } from './cloud-event.js';
import { TopicConsumer } from './topic-consumer.js';
import { Topic } from './topic.js';

/** The topic lacks positions that are needed next. It may come back filled: the caller tries again. */
export class MissingPositionsError extends Error {
  override readonly name = 'MissingPositionsError';

  constructor(
    readonly after: number,
    readonly found: number,
  ) {
    super(`the topic goes on with position ${found}, but positions ${after + 1} to ${found - 1} are missing`);
  }
}

/** The topic as the log that a projector reads. */
export function kafkaLog(options: BusOptions): EventLog {
  return {
    async follow(after, handlers) {
      const kafka = connectKafka(options);
      const offset = await firstOffset(kafka, options, after);
      const consumer = new TopicConsumer(kafka, options.topic, handlers.onReach);
      const place = new Place(after, consumer, handlers);
      const stopped = new Promise<void>((resolve) => {
        if (handlers.signal.aborted) resolve();
        handlers.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      try {
        await consumer.start(offset, async (batch, heartbeat) => {
          await place.take(batch.messages.map(fromMessage));
          await heartbeat();
        });
        await Promise.race([stopped, consumer.failed()]);
      } finally {
        await consumer.close();
      }
    },
  };
}

/** Position n+1 is at offset n or later, because the topic starts at position 1 and only repeats. */
async function firstOffset(kafka: Kafka, options: BusOptions, after: number): Promise<number> {
  const topic = await Topic.connect(kafka, options);
  try {
    const extent = await topic.extent();
    if (extent === undefined) throw new Error(`there is no topic ${options.topic} yet`);
    // A topic that is shorter than what was read is being filled again: it repeats from its start.
    return after > extent.end ? extent.first : Math.max(after, extent.first);
  } finally {
    await topic.close();
  }
}

class Place {
  private lookedFromStart = false;

  constructor(
    private position: number,
    private readonly consumer: TopicConsumer,
    private readonly handlers: LogHandlers,
  ) {}

  async take(records: readonly TopicRecord[]): Promise<void> {
    if (this.handlers.signal.aborted) return;
    const next: StoredEvent[] = [];
    const epoch = records[0]?.epoch;
    let reached = this.position;
    for (const { event, epoch: history, offset } of records) {
      if (history !== epoch) throw new ForeignRecordError(`the record at offset ${offset} is of another history`);
      if (event.position <= reached) continue;
      if (event.position > reached + 1) {
        if (next.length > 0) break;
        this.lookFromStart(event.position);
        return;
      }
      next.push(event);
      reached = event.position;
    }
    if (next.length === 0 || epoch === undefined) return;
    await this.handlers.onEvents(next, epoch);
    this.position = reached;
    this.lookedFromStart = false;
  }

  // Offsets and positions part where a topic was filled again: what is missing here may stand further ahead.
  private lookFromStart(found: number): void {
    if (this.lookedFromStart) throw new MissingPositionsError(this.position, found);
    this.lookedFromStart = true;
    this.consumer.seek(0);
  }
}
