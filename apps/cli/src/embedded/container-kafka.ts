import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { waitForKafka } from '#bus';
import { StoppingError } from '#errors';
import type { EmbeddedKafka } from './embedded-kafka.js';
import { freePort } from './free-port.js';
import { answers } from './kafka-jars.js';
import type { OnSpawn } from './server.js';

const run = promisify(execFile);

/** The first container engine that answers. */
export async function findContainerEngine(): Promise<string | undefined> {
  for (const engine of ['docker', 'podman']) if (await answers(engine, 'info')) return engine;
  return undefined;
}

/** Apache Kafka from its official image, with its data in a volume that is named after the data folder. */
export async function startContainerKafka(
  engine: string,
  folder: string,
  onSpawn: OnSpawn = () => undefined,
): Promise<EmbeddedKafka> {
  const image = process.env['KAFKA_IMAGE'] ?? 'apache/kafka:4.1.0';
  const name = `newsledger-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  const port = await freePort();
  const environment = {
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_LISTENERS: 'PLAINTEXT://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093',
    KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@127.0.0.1:9093',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    KAFKA_LOG_DIRS: '/var/lib/kafka/data',
  };
  await run(engine, ['rm', '-f', name]).catch(() => undefined);
  const words = [
    'run',
    '-d',
    '--rm',
    '--name',
    name,
    '-p',
    `127.0.0.1:${port}:9092`,
    '-v',
    `${name}:/var/lib/kafka/data`,
  ];
  const stop = async () => {
    await run(engine, ['stop', '-t', '3', name]).catch(() => undefined);
  };
  onSpawn({ stop, kill: () => void run(engine, ['kill', name]).catch(() => undefined) });
  for (const [variable, value] of Object.entries(environment)) words.push('-e', `${variable}=${value}`);
  await run(engine, [...words, image], { maxBuffer: 16 * 1024 * 1024 }).catch((error: unknown) => {
    const told = String((error as { stderr?: unknown }).stderr ?? error).trim();
    throw new StoppingError(`${engine} could not start ${image}: ${told.split('\n').at(-1) ?? ''}`);
  });
  const brokers = [`127.0.0.1:${port}`];
  if (!(await waitForKafka(brokers, 120_000))) {
    await stop();
    throw new StoppingError(`Kafka in the container ${name} did not answer: look at "${engine} logs ${name}".`);
  }
  return { kind: `Apache Kafka in a container (${engine}, ${image})`, brokers, pid: undefined, stop };
}
