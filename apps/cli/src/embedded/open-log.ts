import { StoppingError } from '#errors';
import type { KafkaSettings, Settings } from '#process';
import { findContainerEngine, startContainerKafka } from './container-kafka.js';
import { canRunKafka, startEmbeddedKafka } from './embedded-kafka.js';
import type { EmbeddedKafka } from './embedded-kafka.js';
import type { OnSpawn } from './server.js';

export interface OpenedLog {
  /** Undefined where there is no Kafka, and the projector reads the ledger itself. */
  readonly kafka: KafkaSettings | undefined;
  /** For a person. */
  readonly kind: string;
}

/** Apache Kafka whenever there is one to be had: given, on Java, in a container; else none. */
export async function openLog(settings: Settings, onSpawn: OnSpawn): Promise<OpenedLog> {
  if (settings.log === 'ledger') return { kafka: undefined, kind: 'the ledger itself, as NEWSLEDGER_LOG says' };
  if (settings.kafka !== undefined) {
    return { kafka: settings.kafka, kind: `Apache Kafka at ${settings.kafka.brokers.join(', ')}` };
  }
  const own = await startOwn(settings, onSpawn);
  if (own instanceof Error || own === undefined) {
    const why = own === undefined ? 'there is neither Java with Maven nor a container engine' : own.message;
    if (settings.log === 'kafka') {
      throw new StoppingError(
        `NEWSLEDGER_LOG=kafka, but no Kafka is to be had: ${why}. Set KAFKA_BROKERS, or install Java and Maven.`,
      );
    }
    return { kafka: undefined, kind: `the ledger itself (no Kafka: ${why})` };
  }
  return { kafka: { brokers: own.brokers, ssl: false }, kind: `${own.kind} (${own.brokers.join(', ')})` };
}

async function startOwn({ dataFolder }: Settings, onSpawn: OnSpawn): Promise<EmbeddedKafka | Error | undefined> {
  let failure: Error | undefined;
  if (await canRunKafka()) {
    try {
      return await startEmbeddedKafka(dataFolder, dataFolder, onSpawn);
    } catch (error) {
      failure = error as Error;
    }
  }
  const engine = await findContainerEngine();
  if (engine === undefined) return failure;
  return startContainerKafka(engine, dataFolder, onSpawn).catch((error: unknown) => failure ?? (error as Error));
}
