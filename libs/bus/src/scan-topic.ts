import { fromMessage } from './cloud-event.js';
import type { TopicRecord } from './cloud-event.js';
import { connectKafka } from './connect-kafka.js';
import type { BusOptions } from './connect-kafka.js';
import { TopicConsumer } from './topic-consumer.js';
import { Topic } from './topic.js';

export interface TopicScan {
  /** Told of every record, those that repeat included, in the order of their offsets. */
  readonly onRecords: (records: readonly TopicRecord[], end: number) => Promise<void>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads a topic from its first record to the one that was last when it began. Answers false where there is no topic. Throws
 * a ForeignRecordError for a record that no relay of ours wrote.
 */
export async function scanTopic(options: BusOptions, { onRecords, signal }: TopicScan): Promise<boolean> {
  const kafka = connectKafka(options);
  const topic = await Topic.connect(kafka, options);
  const extent = await topic.extent().finally(() => topic.close());
  if (extent === undefined) return false;
  if (extent.first >= extent.end) return true;
  const consumer = new TopicConsumer(kafka, options.topic);
  const stopped = new Promise<void>((resolve) => {
    if (signal?.aborted === true) resolve();
    signal?.addEventListener('abort', () => resolve(), { once: true });
  });
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  try {
    await consumer.start(extent.first, async (batch, heartbeat) => {
      const records = batch.messages.filter(({ offset }) => Number(offset) < extent.end).map(fromMessage);
      if (records.length > 0) await onRecords(records, extent.end);
      await heartbeat();
      if (Number(batch.lastOffset()) >= extent.end - 1) finish();
    });
    await Promise.race([finished, stopped, consumer.failed()]);
    signal?.throwIfAborted();
    return true;
  } finally {
    await consumer.close();
  }
}
