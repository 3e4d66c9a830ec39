import { ok, strictEqual } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import kafkajs from 'kafkajs';
import { until } from '../parts/until.js';
import { checkRecord, publishStory, untilVisible } from './house-record.js';
import type { ProcessHouse } from './process-house.js';
import { readTopic } from './read-topic.js';

// Keeps the owner of the files, which Node's own copy does not.
const run = promisify(execFile);

/** What may happen to the parts, each as a story of its own that ends with everything equal again. */
export const outages = {
  /** A Kafka that is away for a while: publishing goes on, and readers catch up. */
  async 'kafka away'(house: ProcessHouse, awayMs: number): Promise<void> {
    await untilVisible(house, await publishStory(house, 'before-kafka-away'));
    await house.stop('kafka');
    const position = await publishStory(house, 'kafka-away');
    await delay(awayMs);
    await until('the relay says so', async () => !(await house.readinessOf('relay')).ready, 30_000);
    ok((await house.readinessOf('publisher')).ready, 'a publisher needs no Kafka');
    await house.start('kafka');
    await untilVisible(house, position);
    await checkRecord(house);
  },

  /** A PostgreSQL that is away for a while: every service comes back by itself. */
  async 'postgres away'(house: ProcessHouse, awayMs: number): Promise<void> {
    await untilVisible(house, await publishStory(house, 'before-postgres-away'));
    await house.stop('postgres');
    for (const name of ['publisher', 'relay', 'projector'] as const) {
      await until(`the ${name} says so`, async () => !(await house.readinessOf(name)).ready, 30_000);
    }
    await delay(awayMs);
    await house.start('postgres');
    await untilVisible(house, await publishStory(house, 'after-postgres-away'));
    await until('all are ready', async () => {
      const services = ['publisher', 'relay', 'projector'] as const;
      return (await Promise.all(services.map((name) => house.readinessOf(name)))).every(({ ready }) => ready);
    });
    await checkRecord(house);
  },

  /** A Kafka that comes back without its data: the relay publishes everything again, views stay as they are. */
  async 'kafka lost its data'(house: ProcessHouse): Promise<void> {
    await untilVisible(house, await publishStory(house, 'before-loss'));
    await house.kill('kafka');
    await rm(join(house.folder, 'kafka'), { recursive: true });
    await house.start('kafka');
    await untilVisible(house, await publishStory(house, 'after-loss'));
    strictEqual(await checkRecord(house), 0, 'a new topic repeats nothing');
  },

  /** A topic that is deleted while the relay runs, idle: it is made and filled again without any new event. */
  async 'topic deleted'(house: ProcessHouse): Promise<void> {
    await untilVisible(house, await publishStory(house, 'before-deletion'));
    const kafka = new kafkajs.Kafka({ brokers: house.brokers.split(','), logLevel: kafkajs.logLevel.NOTHING });
    const admin = kafka.admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [house.topic] });
    await until('the topic is back', async () => (await readTopic(house.brokers, house.topic)).length > 0, 30_000);
    await admin.disconnect();
    await untilVisible(house, await publishStory(house, 'after-deletion'));
    await checkRecord(house);
  },

  /** A leader that dies: its standby takes over within five seconds. */
  async 'standbys take over'(house: ProcessHouse): Promise<void> {
    await untilVisible(house, await publishStory(house, 'before-takeover'));
    for (const name of ['relay', 'projector'] as const) {
      const standby = await house.startStandby(name);
      await house.kill(name);
      const killedAt = Date.now();
      await untilVisible(house, await publishStory(house, `after-${name}-died`));
      const tookMs = Date.now() - killedAt;
      ok(tookMs < 5_000, `the ${name}'s standby took ${tookMs} ms`);
      await house.start(name);
      await standby.kill('SIGTERM');
    }
    await checkRecord(house);
  },

  /**
   * A ledger put back from an older backup, which goes on writing: the relay stops, names what differs, and the topic
   * and its consumers are told nothing of the second history.
   */
  async 'older backup'(house: ProcessHouse): Promise<void> {
    const kept = await publishStory(house, 'in-backup');
    await untilVisible(house, kept);
    await house.stop('postgres');
    const data = join(house.folder, 'postgres');
    await run('cp', ['-Rp', data, `${data}.backup`]);
    await house.start('postgres');
    await untilVisible(house, await publishStory(house, 'lost'));
    const before = await readTopic(house.brokers, house.topic);
    await house.stop('postgres');
    await rm(data, { recursive: true });
    await rename(`${data}.backup`, data);
    await house.start('postgres');
    await publishStory(house, 'second-history');
    const detail = await until('the relay names the difference', async () => {
      const { ready, services } = await house.readinessOf('relay');
      const told = services['relay']?.detail ?? '';
      return !ready && told.includes('differ from position') ? told : undefined;
    });
    ok(detail.includes(`position ${kept + 1} on`), detail);
    ok(detail.includes('of lost') && detail.includes('of second-history'), detail);
    const after = await readTopic(house.brokers, house.topic);
    strictEqual(after.length, before.length, 'the topic was told of a second history');
  },
};
