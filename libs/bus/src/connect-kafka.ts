import kafkajs from 'kafkajs';
import type { Kafka, LogEntry } from 'kafkajs';

export interface BusOptions {
  readonly brokers: readonly string[];
  readonly ssl: boolean;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
  readonly topic: string;
  /** Of a topic that is made here; absent: the cluster's default. */
  readonly replication?: number;
  readonly clientId: string;
  /** What kafkajs says of itself. It retries and goes on, so nothing of it is an error of ours. */
  readonly onLog?: (message: string) => void;
}

export function connectKafka(options: BusOptions): Kafka {
  const { brokers, ssl, sasl, clientId, onLog } = options;
  return new kafkajs.Kafka({
    clientId,
    brokers: [...brokers],
    ssl,
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as never }),
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    // Beyond a few seconds the caller starts anew and compares: it can tell what was lost, kafkajs cannot.
    retry: { initialRetryTime: 50, maxRetryTime: 1_000, retries: 5 },
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry: LogEntry) => onLog?.(`${entry.namespace}: ${entry.log.message}`),
  });
}
