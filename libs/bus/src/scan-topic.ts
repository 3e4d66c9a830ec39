import { connectKafka } from './connect-kafka.js';
import type { BusOptions } from './connect-kafka.js';
import { fromMessage } from './cloud-event.js';
import type { TopicRecord } from './cloud-event.js';
import { TopicConsumer } from './topic-consumer.js';
import { Topic } from './topic.js';
import type { TopicExtent } from './topic.js';

export interface ScanHandlers {
  /** In the order of offsets; the next batch comes when this one was taken. `end` is the offset behind the last. */
  readonly onRecords: (records: readonly TopicRecord[], end: number) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

const silenceMs = 30_000;

/**
 * Reads the topic from an offset (from its start, where none is given) up to where it ends when this begins. Answers what it
 * held then; undefined where there is no such topic.
 */
export async function scanTopic(
  options: BusOptions,
  from: number | undefined,
  { onRecords, signal }: ScanHandlers,
): Promise<TopicExtent | undefined> {
  const kafka = connectKafka(options);
  const topic = await Topic.connect(kafka, options);
  const extent = await topic.extent().finally(() => topic.close());
  if (extent === undefined) return undefined;
  const start = Math.max(from ?? 0, extent.first);
  if (start >= extent.end) return extent;
  const consumer = new TopicConsumer(kafka, options.topic);
  let silence: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const stop = () => reject(new Error('the reading of the topic was stopped'));
      if (signal?.aborted === true) stop();
      signal?.addEventListener('abort', stop, { once: true });
      const listen = () => {
        clearTimeout(silence);
        silence = setTimeout(() => reject(new Error('Kafka does not answer any more')), silenceMs);
      };
      listen();
      consumer.failed().catch(reject);
      consumer
        .start(start, async (batch, heartbeat) => {
          clearTimeout(silence);
          // A fetch may begin before what was asked for, and end behind the end of then.
          const wanted = batch.messages.filter(({ offset }) => Number(offset) >= start && Number(offset) < extent.end);
          if (signal?.aborted !== true && wanted.length > 0) await onRecords(wanted.map(fromMessage), extent.end);
          if (Number(batch.lastOffset()) >= extent.end - 1) resolve();
          else listen();
          await heartbeat();
        })
        .catch(reject);
    });
    return extent;
  } finally {
    clearTimeout(silence);
    await consumer.close();
  }
}
