import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedKafka, startEmbeddedPostgres } from '#apps/cli';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { findPort, startService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import type { RunningService } from '../parts/start-service.js';

export const killable = ['postgres', 'kafka', 'publisher', 'relay', 'projector'] as const;
export type Killable = (typeof killable)[number];
type Part = Killable | 'reader';

/** Database, log and services as processes of their own, each of which can be killed and started again. */
export interface ProcessHouse {
  readonly database: TestDatabase;
  readonly brokers: string;
  readonly publisherUrl: string;
  readonly readerUrl: string;
  readonly topic: string;
  /** SIGKILL, at once, with whatever was under way. */
  readonly kill: (name: Part) => Promise<void>;
  readonly start: (name: Part) => Promise<void>;
  /** Stops a part in order, until `start`. */
  readonly stop: (name: Killable) => Promise<void>;
  /** Where database and log keep their data: `postgres` and `kafka` within. */
  readonly folder: string;
  /** Starts one more process of a service, as a standby. */
  readonly startStandby: (name: 'relay' | 'projector') => Promise<RunningService>;
  readonly readinessOf: (name: 'publisher' | 'relay' | 'projector') => Promise<Readiness>;
  /** What every service says of itself, for a failure's message. */
  readonly describe: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface Readiness {
  readonly ready: boolean;
  readonly services: Readonly<Record<string, { readonly detail: string }>>;
}

interface RunningPart {
  readonly pid: number;
  readonly stop: () => Promise<void>;
  readonly log: () => string;
}

export async function openProcessHouse(jarFolder = '.newsledger'): Promise<ProcessHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'newsledger-soak-'));
  const topic = 'newsledger.events';
  const parts = new Map<Part, RunningPart>();
  const startPostgres = async () => {
    const postgres = await startEmbeddedPostgres(folder, {
      fsync: 'on',
      synchronous_commit: 'on',
      max_connections: '200',
    });
    parts.set('postgres', { ...postgres, log: () => '' });
    return postgres;
  };
  const startKafka = async () => {
    const kafka = await startEmbeddedKafka(folder, jarFolder);
    parts.set('kafka', { pid: kafka.pid ?? 0, stop: kafka.stop, log: () => '' });
    return kafka;
  };
  const [database, kafka] = await Promise.all([
    startPostgres().then((postgres) => makeDatabase(postgres.urlOf('postgres'))),
    startKafka(),
  ]);
  const brokers = kafka.brokers.join(',');
  const ports = {
    publisher: await findPort(),
    relay: await findPort(),
    projector: await findPort(),
    reader: await findPort(),
  };

  const environmentOf = (name: Exclude<Part, 'postgres' | 'kafka'>) => ({
    DATABASE_URL: database.urlOf(name),
    KAFKA_BROKERS: brokers,
    NEWSLEDGER_TOPIC: topic,
  });
  const startOne = async (name: Exclude<Part, 'postgres' | 'kafka'>, awaitReady = false) => {
    const service = await startService(name, environmentOf(name), { port: ports[name], awaitReady });
    parts.set(name, {
      pid: service.pid,
      log: service.log,
      stop: () => service.kill('SIGTERM'),
    });
  };
  await Promise.all(
    (['publisher', 'relay', 'projector', 'reader'] as const).map((name) => startOne(name, name === 'reader')),
  );

  return {
    database,
    brokers,
    topic,
    publisherUrl: `http://127.0.0.1:${ports.publisher}`,
    readerUrl: `http://127.0.0.1:${ports.reader}`,
    kill: async (name) => {
      const part = parts.get(name);
      if (part === undefined) throw new Error(`${name} does not run`);
      // PostgreSQL is a group of processes; a machine that loses power loses all of them.
      const target = name === 'postgres' ? -part.pid : part.pid;
      process.kill(target, 'SIGKILL');
      await until(`${name} is gone`, () => !isThere(target));
    },
    stop: async (name) => {
      await parts.get(name)?.stop();
    },
    folder,
    startStandby: (name) => startService(name, environmentOf(name)),
    readinessOf: async (name) =>
      (await fetch(`http://127.0.0.1:${ports[name]}/health/ready`)).json() as Promise<Readiness>,
    start: async (name) => {
      if (name === 'postgres') await startPostgres();
      else if (name === 'kafka') await startKafka();
      else await startOne(name);
    },
    describe: async () => {
      const told = ['relay', 'projector', 'publisher'] as const;
      const health = told.map((name) =>
        fetch(`http://127.0.0.1:${ports[name]}/health/ready`).then((one) => one.text(), String),
      );
      const logs = [...parts].map(([name, { log }]) => `${name}: ${log().slice(-3_000)}`);
      return [...(await Promise.all(health)), ...logs].join('\n');
    },
    close: async () => {
      for (const name of ['reader', 'publisher', 'relay', 'projector', 'kafka', 'postgres'] as const) {
        await parts.get(name)?.stop();
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function isThere(target: number): boolean {
  try {
    process.kill(target, 0);
    return true;
  } catch {
    return false;
  }
}
