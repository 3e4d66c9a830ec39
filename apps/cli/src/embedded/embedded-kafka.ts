import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitForKafka } from '#bus';
import { StoppingError } from '#errors';
import { makeFolder, readNote, writeNote } from './data-folder.js';
import { freePort } from './free-port.js';
import { answers, kafkaJars } from './kafka-jars.js';
import { commandLineOf, endProcess, killProcess } from './processes.js';
import type { OnSpawn } from './server.js';

const run = promisify(execFile);

export interface EmbeddedKafka {
  /** How the log is run, for a person. */
  readonly kind: string;
  readonly brokers: readonly string[];
  /** Undefined where it runs in a container. */
  readonly pid: number | undefined;
  readonly stop: () => Promise<void>;
}

interface Note {
  readonly port: number;
  readonly controllerPort: number;
  readonly pid?: number;
}

const startupMs = 90_000;
const jvm = ['-Xmx512m', '-Xms128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true'];
const stopSteps = [
  ['SIGTERM', 3_000],
  ['SIGKILL', 1_000],
] as const;

export async function canRunKafka(): Promise<boolean> {
  return (await answers('java', '-version')) && (await answers('mvn', '-v'));
}

/** A single KRaft node of Apache Kafka, with its data in `folder`/kafka; the jars are kept in `jarFolder`. */
export async function startEmbeddedKafka(
  folder: string,
  jarFolder: string,
  onSpawn: OnSpawn = () => undefined,
): Promise<EmbeddedKafka> {
  await makeFolder(folder);
  const jars = await kafkaJars(jarFolder);
  const before = await readNote<Note>(folder, 'kafka.json');
  if (before?.pid !== undefined && (await commandLineOf(before.pid)).includes(join(folder, 'kafka.properties'))) {
    await endProcess(before.pid, stopSteps);
  }
  const port = await freePort(before?.port);
  const controllerPort = await freePort(before?.controllerPort);
  const data = join(folder, 'kafka');
  const properties = join(folder, 'kafka.properties');
  await writeFile(properties, propertiesOf(port, controllerPort, data));
  await writeFile(join(folder, 'kafka-log4j2.xml'), logging);
  const java = ['-cp', join(jars, '*'), `-Dlog4j2.configurationFile=${join(folder, 'kafka-log4j2.xml')}`];
  if (!existsSync(join(data, 'meta.properties'))) {
    await rm(data, { recursive: true, force: true });
    await run('java', [...jvm, ...java, 'kafka.tools.StorageTool', 'format', '-t', makeClusterId(), '-c', properties]);
  }
  const logFile = join(folder, 'kafka.log');
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn('java', [...jvm, ...java, 'kafka.Kafka', properties], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  const pid = child.pid ?? 0;
  const stop = () => endProcess(pid, stopSteps);
  if (pid > 0) onSpawn({ stop, kill: () => killProcess(pid) });
  await writeNote(folder, 'kafka.json', { port, controllerPort, pid } satisfies Note);
  const brokers = [`127.0.0.1:${port}`];
  const ended = new Promise<false>((resolve) => child.once('exit', () => resolve(false)));
  const up = await Promise.race([ended, waitForKafka(brokers, startupMs)]);
  if (!up) {
    await stop();
    const last = (await readFile(logFile, 'utf8')).trim().split('\n').at(-1) ?? 'it said nothing';
    throw new StoppingError(`Kafka did not start in ${data}: ${last} (all of it is in ${logFile})`);
  }
  return { kind: 'Apache Kafka, one node of our own on Java', brokers, pid, stop };
}

// Kafka's form of a UUID. One that begins with a dash would be read as an option.
function makeClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? makeClusterId() : id;
}

function propertiesOf(port: number, controllerPort: number, data: string): string {
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names=CONTROLLER',
    // A broker that was killed may register again only when its last session is over: nine seconds by default.
    'broker.session.timeout.ms=3000',
    'broker.heartbeat.interval.ms=500',
    'inter.broker.listener.name=PLAINTEXT',
    'listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    `controller.quorum.voters=1@127.0.0.1:${controllerPort}`,
    `log.dirs=${data}`,
    'num.partitions=1',
    'default.replication.factor=1',
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=1',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    'group.initial.rebalance.delay.ms=0',
    'auto.create.topics.enable=false',
    'log.retention.ms=-1',
    '',
  ].join('\n');
}

const logging = `<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="WARN">
  <Appenders><Console name="out"><PatternLayout pattern="%d %p %m (%c)%n"/></Console></Appenders>
  <Loggers><Root level="warn"><AppenderRef ref="out"/></Root></Loggers>
</Configuration>
`;
