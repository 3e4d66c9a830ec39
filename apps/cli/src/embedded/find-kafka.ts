import { StoppingError } from '#errors';
import type { KafkaSettings, Settings } from '#process';
import { readNote } from './data-folder.js';

/** The Kafka of the settings, or the one of our own that a start beside this command runs. */
export async function findKafka(settings: Settings): Promise<KafkaSettings> {
  if (settings.kafka !== undefined) return settings.kafka;
  const note = await readNote<{ port: number }>(settings.dataFolder, 'kafka.json');
  if (note === undefined) {
    throw new StoppingError('KAFKA_BROKERS is not set, and no Kafka was started here: there is no topic to read.');
  }
  return { brokers: [`127.0.0.1:${note.port}`], ssl: false };
}
