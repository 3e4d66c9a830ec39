import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connectKafka } from './connect-kafka.js';

/** Whether the brokers and their group coordinator answer in time. The coordinator loads for a while after a start. */
export async function waitForKafka(brokers: readonly string[], patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const kafka = connectKafka({ brokers, ssl: false, topic: '', clientId: 'newsledger-starter' });
    const admin = kafka.admin({ retry: { retries: 1, initialRetryTime: 100 } });
    try {
      await admin.connect();
      await admin.fetchOffsets({ groupId: `newsledger-starter-${randomUUID()}` });
      return true;
    } catch {
      await delay(100);
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
  return false;
}
