import { randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import type { KafkaMessage } from 'kafkajs';

/** Every record of the topic, in order, read by a stock consumer that knows nothing of the product. */
export async function readTopic(brokers: string, topic: string): Promise<KafkaMessage[]> {
  const kafka = new kafkajs.Kafka({ brokers: brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const [extent] = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  const end = Number(extent?.high ?? 0);
  if (end === Number(extent?.low ?? 0)) return [];
  const consumer = kafka.consumer({ groupId: `stock-${randomUUID()}` });
  const messages: KafkaMessage[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    void consumer.run({
      autoCommit: false,
      eachMessage: ({ message }) => {
        messages.push(message);
        if (Number(message.offset) === end - 1) resolve();
        return Promise.resolve();
      },
    });
  });
  await consumer.disconnect();
  return messages;
}
