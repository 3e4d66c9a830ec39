import kafkajs from 'kafkajs';
import type { Admin, Kafka } from 'kafkajs';
import type { BusOptions } from './connect-kafka.js';

/** What the promise to consumers rests on: everything is kept, and the largest batch of the relay fits. */
const wantedSettings: Readonly<Record<string, string>> = {
  'cleanup.policy': 'delete',
  'retention.ms': '-1',
  'retention.bytes': '-1',
  'max.message.bytes': String(2 * 1024 * 1024),
};

const fromTopic = 1;

export interface TopicExtent {
  readonly partitions: number;
  /** The offset of the first record that is kept. */
  readonly first: number;
  /** The offset that the next record gets. */
  readonly end: number;
}

/** The topic seen from outside: whether it is there, how far it reaches, and how it is set. */
export class Topic {
  private constructor(
    private readonly admin: Admin,
    private readonly options: BusOptions,
  ) {}

  static async connect(kafka: Kafka, options: BusOptions): Promise<Topic> {
    const admin = kafka.admin();
    await admin.connect();
    return new Topic(admin, options);
  }

  async close(): Promise<void> {
    await this.admin.disconnect().catch(() => undefined);
  }

  /** Undefined where there is no such topic. */
  async extent(): Promise<TopicExtent | undefined> {
    const { topic } = this.options;
    try {
      const { topics } = await this.admin.fetchTopicMetadata({ topics: [topic] });
      const partitions = topics.find(({ name }) => name === topic)?.partitions.length ?? 0;
      const [offsets] = await this.admin.fetchTopicOffsets(topic);
      if (offsets === undefined) return undefined;
      return { partitions, first: Number(offsets.low), end: Number(offsets.high) };
    } catch (error) {
      if (isUnknownTopic(error)) return undefined;
      throw error;
    }
  }

  async create(): Promise<void> {
    const { topic, replication } = this.options;
    await this.admin.createTopics({
      waitForLeaders: true,
      topics: [
        {
          topic,
          numPartitions: 1,
          ...(replication === undefined ? {} : { replicationFactor: replication }),
          configEntries: Object.entries(wantedSettings).map(([name, value]) => ({ name, value })),
        },
      ],
    });
  }

  async remove(): Promise<void> {
    await this.admin.deleteTopics({ topics: [this.options.topic] });
  }

  /** Sets what differs from what is promised, keeps every other setting, and answers the names of what it changed. */
  async mendSettings(): Promise<string[]> {
    const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: this.options.topic };
    const { resources } = await this.admin.describeConfigs({ includeSynonyms: false, resources: [resource] });
    const entries = resources[0]?.configEntries ?? [];
    const differing = Object.entries(wantedSettings).filter(
      ([name, value]) => entries.find(({ configName }) => configName === name)?.configValue !== value,
    );
    if (differing.length === 0) return [];
    // This call of Kafka replaces all settings of the topic, so those that others made are sent along.
    const kept = entries.filter(({ configSource }) => (configSource as number) === fromTopic);
    const settings = new Map(kept.map(({ configName, configValue }) => [configName, configValue]));
    for (const [name, value] of differing) settings.set(name, value);
    const configEntries = [...settings].map(([name, value]) => ({ name, value }));
    await this.admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] });
    return differing.map(([name]) => name);
  }
}

export function isUnknownTopic(error: unknown): boolean {
  return (error as { type?: unknown } | undefined)?.type === 'UNKNOWN_TOPIC_OR_PARTITION';
}
