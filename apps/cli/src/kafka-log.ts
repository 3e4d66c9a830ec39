import { kafkaLog } from '#bus';
import type { EventLog } from '#events';
import type { KafkaSettings, Settings } from '#process';

export function kafkaLogOf(kafka: KafkaSettings, { topic }: Settings): EventLog {
  return kafkaLog({ ...kafka, topic, clientId: 'newsledger-projector' });
}
