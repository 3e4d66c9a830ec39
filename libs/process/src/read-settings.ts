import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { StoppingError } from '#errors';

/** Whether anybody may read, or only who has a key. */
export type Reading = 'open' | 'key';
/** Where webhooks may lead: to https and public addresses, or anywhere. */
export type WebhookTargets = 'public' | 'any';
export type LogMode = 'auto' | 'kafka' | 'ledger';

export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly ssl: boolean;
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** The configuration of a process, from the environment or a `.env` file; docs/operating.md lists the variables. */
export interface Settings {
  readonly databaseUrl?: string;
  readonly viewsDatabaseUrl?: string;
  readonly identityDatabaseUrl?: string;
  readonly kafka?: KafkaSettings;
  readonly log: LogMode;
  readonly topic: string;
  readonly replication?: number;
  readonly ledger: string;
  /** The first part of the names of all Postgres schemas and roles. */
  readonly prefix: string;
  readonly publicUrl: string;
  readonly dataFolder: string;
  readonly reading: Reading;
  /** The sites whose pages may read, or `*` for all; absent for none but our own. */
  readonly cors?: '*' | readonly string[];
  /** How many proxies stand in front, one behind the other: so far the word of their X-Forwarded-For is taken. */
  readonly proxies: number;
  /** Streams that a reader holds open at once, in all and for one client. */
  readonly streams: { readonly inAll: number; readonly perClient: number };
  readonly webhookTargets: WebhookTargets;
  /** The file of the notary's private key. */
  readonly notaryKey?: string;
  /** Events a second that a key may publish when it has no rate of its own. */
  readonly rate: number;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const ours = [
  'NEWSLEDGER_LOG',
  'NEWSLEDGER_TOPIC',
  'NEWSLEDGER_REPLICATION',
  'NEWSLEDGER_LEDGER',
  'NEWSLEDGER_SCHEMA',
  'NEWSLEDGER_PUBLIC_URL',
  'NEWSLEDGER_DATA',
  'NEWSLEDGER_READING',
  'NEWSLEDGER_CORS',
  'NEWSLEDGER_RATE',
  'NEWSLEDGER_PROXIES',
  'NEWSLEDGER_STREAMS',
  'NEWSLEDGER_STREAMS_PER_CLIENT',
  'NEWSLEDGER_WEBHOOK_TARGETS',
  'NEWSLEDGER_NOTARY_KEY',
  'NEWSLEDGER_LOG_LEVEL',
];
/** The most events a second that may be set for a key. */
export const mostRate = 1_000_000;
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const targets = ['public', 'any'] as const;
const mechanisms = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;

/** Reads `.env` in the working folder, if there is one, into the environment, where what is set already stays. */
export function loadEnvFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}

/** Throws a StoppingError that names the variable and what it takes. */
export function readSettings(environment: Environment): Settings {
  const unknown = Object.keys(environment).filter((name) => name.startsWith('NEWSLEDGER_') && !ours.includes(name));
  if (unknown.length > 0) {
    throw new StoppingError(`${unknown.join(', ')} is no setting: the settings are ${ours.join(', ')}.`);
  }
  // An empty value counts as absent: compose files pass unset variables so.
  const read = (name: string) => environment[name]?.trim() || undefined;
  const databaseUrl = postgresUrl('DATABASE_URL', read);
  const viewsDatabaseUrl = postgresUrl('VIEWS_DATABASE_URL', read);
  const identityDatabaseUrl = postgresUrl('IDENTITY_DATABASE_URL', read);
  const kafka = readKafka(read);
  const cors = readOrigins(read);
  const replication = read('NEWSLEDGER_REPLICATION');
  const notaryKey = read('NEWSLEDGER_NOTARY_KEY');
  const port = integer('PORT', read('PORT') ?? '3000', 0, 65_535);
  const host = read('HOST') ?? '127.0.0.1';
  return {
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(viewsDatabaseUrl === undefined ? {} : { viewsDatabaseUrl }),
    ...(identityDatabaseUrl === undefined ? {} : { identityDatabaseUrl }),
    ...(kafka === undefined ? {} : { kafka }),
    ...(cors === undefined ? {} : { cors }),
    ...(notaryKey === undefined ? {} : { notaryKey: resolve(notaryKey) }),
    ...(replication === undefined ? {} : { replication: integer('NEWSLEDGER_REPLICATION', replication, 1, 100) }),
    log: oneOf('NEWSLEDGER_LOG', read('NEWSLEDGER_LOG') ?? 'auto', ['auto', 'kafka', 'ledger'] as const),
    topic: matching('NEWSLEDGER_TOPIC', read('NEWSLEDGER_TOPIC') ?? 'newsledger.events', /^[A-Za-z0-9._-]{1,200}$/),
    ledger: matching('NEWSLEDGER_LEDGER', read('NEWSLEDGER_LEDGER') ?? 'main', /^[a-z0-9][a-z0-9-]{0,99}$/),
    prefix: matching('NEWSLEDGER_SCHEMA', read('NEWSLEDGER_SCHEMA') ?? 'newsledger', /^[a-z_][a-z0-9_]{0,39}$/),
    publicUrl: webUrl('NEWSLEDGER_PUBLIC_URL', read) ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    dataFolder: resolve(read('NEWSLEDGER_DATA') ?? '.newsledger'),
    reading: oneOf('NEWSLEDGER_READING', read('NEWSLEDGER_READING') ?? 'open', ['open', 'key'] as const),
    proxies: integer('NEWSLEDGER_PROXIES', read('NEWSLEDGER_PROXIES') ?? '0', 0, 10),
    streams: {
      inAll: integer('NEWSLEDGER_STREAMS', read('NEWSLEDGER_STREAMS') ?? '12000', 1, 1_000_000),
      perClient: integer(
        'NEWSLEDGER_STREAMS_PER_CLIENT',
        read('NEWSLEDGER_STREAMS_PER_CLIENT') ?? '2000',
        1,
        1_000_000,
      ),
    },
    webhookTargets: oneOf('NEWSLEDGER_WEBHOOK_TARGETS', read('NEWSLEDGER_WEBHOOK_TARGETS') ?? 'public', targets),
    rate: integer('NEWSLEDGER_RATE', read('NEWSLEDGER_RATE') ?? '20000', 1, mostRate),
    host,
    port,
    logLevel: oneOf('NEWSLEDGER_LOG_LEVEL', read('NEWSLEDGER_LOG_LEVEL') ?? 'info', logLevels),
  };
}

/** The database of a service that cannot do without one. */
export function requireDatabaseUrl(settings: Settings): string {
  if (settings.databaseUrl !== undefined) return settings.databaseUrl;
  throw new StoppingError('DATABASE_URL is not set: a service started by itself needs the address of its database.');
}

export function requireKafka(settings: Settings): KafkaSettings {
  if (settings.kafka !== undefined) return settings.kafka;
  throw new StoppingError('KAFKA_BROKERS is not set: services started apart need Kafka, such as localhost:9092.');
}

type Read = (name: string) => string | undefined;

function postgresUrl(name: string, read: Read): string | undefined {
  const value = read(name);
  if (value === undefined || (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value))) return value;
  throw new StoppingError(`${name} must be an address such as postgres://user:password@host:5432/database.`);
}

function webUrl(name: string, read: Read): string | undefined {
  const value = read(name);
  if (value === undefined || (/^https?:\/\//.test(value) && URL.canParse(value))) return value?.replace(/\/+$/, '');
  throw new StoppingError(`${name} must be an address such as https://news.example, and is "${value}".`);
}

function readOrigins(read: Read): '*' | readonly string[] | undefined {
  const value = read('NEWSLEDGER_CORS');
  if (value === undefined || value === '*') return value;
  const list = value.split(/[\s,]+/).filter((one) => one !== '');
  // Compared as browsers write them: a slash at the end, or a port that goes without saying, would never match.
  const isOrigin = (one: string) => /^https?:\/\/[^*]+$/.test(one) && URL.canParse(one) && new URL(one).origin === one;
  if (list.length > 0 && list.every(isOrigin)) return list;
  throw new StoppingError(
    `NEWSLEDGER_CORS must be * or origins such as https://news.example, with spaces or commas between, and is "${value}".`,
  );
}

function readKafka(read: Read): KafkaSettings | undefined {
  const brokers = read('KAFKA_BROKERS');
  if (brokers === undefined) return undefined;
  const list = brokers.split(',').map((broker) => broker.trim());
  if (list.some((broker) => !/^[^\s:]+:\d+$|^\[[0-9a-fA-F:]+\]:\d+$/.test(broker))) {
    throw new StoppingError('KAFKA_BROKERS must be host:port, several with commas between, such as localhost:9092.');
  }
  const ssl = oneOf('KAFKA_SSL', read('KAFKA_SSL') ?? 'false', ['true', 'false'] as const) === 'true';
  const mechanism = read('KAFKA_SASL_MECHANISM');
  if (mechanism === undefined) return { brokers: list, ssl };
  const username = read('KAFKA_SASL_USERNAME');
  const password = read('KAFKA_SASL_PASSWORD');
  if (username === undefined || password === undefined) {
    throw new StoppingError('KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD beside it.');
  }
  const known = oneOf('KAFKA_SASL_MECHANISM', mechanism.toLowerCase(), mechanisms);
  return { brokers: list, ssl, sasl: { mechanism: known, username, password } };
}

function integer(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new StoppingError(`${name} must be a whole number from ${least} to ${most}, and is "${value}".`);
}

function oneOf<T extends string>(name: string, value: string, words: readonly T[]): T {
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new StoppingError(`${name} must be one of ${words.join(', ')}, and is "${value}".`);
}

function matching(name: string, value: string, pattern: RegExp): string {
  if (pattern.test(value)) return value;
  throw new StoppingError(`${name} must match ${pattern.source}, and is "${value}".`);
}
