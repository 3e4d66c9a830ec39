import { resolve } from 'node:path';
import { StoppingError } from '#errors';
import { readSettings, requireDatabaseUrl, requireKafka } from './read-settings.js';

const database = 'postgres://user:secret@host:5432/database';

function sentenceFor(environment: Record<string, string>): string {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof StoppingError) return error.message;
    throw error;
  }
  return 'the start goes on';
}

describe('readSettings, given nothing', () => {
  test('starts everything on this machine', () => {
    expect(readSettings({ HOME: '/root', PATH: '/bin' })).toEqual({
      log: 'auto',
      topic: 'newsledger.events',
      ledger: 'main',
      prefix: 'newsledger',
      publicUrl: 'http://127.0.0.1:3000',
      dataFolder: resolve('.newsledger'),
      reading: 'open',
      proxies: 0,
      streams: { inAll: 12_000, perClient: 2_000 },
      webhookTargets: 'public',
      rate: 20_000,
      host: '127.0.0.1',
      port: 3000,
      logLevel: 'info',
    });
  });

  test('takes empty and blank values as absent', () => {
    const names = ['DATABASE_URL', 'KAFKA_BROKERS', 'PORT', 'HOST', 'NEWSLEDGER_LOG', 'NEWSLEDGER_REPLICATION'];
    for (const blank of ['', '  ']) {
      expect(readSettings(Object.fromEntries(names.map((name) => [name, blank])))).toEqual(readSettings({}));
    }
  });
});

describe('readSettings, given everything', () => {
  test('reads each variable', () => {
    expect(
      readSettings({
        DATABASE_URL: database,
        VIEWS_DATABASE_URL: 'postgresql://views/v',
        IDENTITY_DATABASE_URL: 'postgres:///i?host=/run/postgresql',
        KAFKA_BROKERS: 'one:9092, two.example:9093,[::1]:9094',
        KAFKA_SSL: 'true',
        KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
        KAFKA_SASL_USERNAME: 'user',
        KAFKA_SASL_PASSWORD: 'secret',
        NEWSLEDGER_LOG: 'kafka',
        NEWSLEDGER_TOPIC: 'desk.Events_1-a',
        NEWSLEDGER_REPLICATION: '3',
        NEWSLEDGER_LEDGER: 'foreign-desk',
        NEWSLEDGER_SCHEMA: 'desk_1',
        NEWSLEDGER_PROXIES: '2',
        NEWSLEDGER_STREAMS: '50',
        NEWSLEDGER_STREAMS_PER_CLIENT: '5',
        NEWSLEDGER_PUBLIC_URL: 'https://news.example/ledger',
        NEWSLEDGER_DATA: '/var/lib/newsledger',
        NEWSLEDGER_READING: 'key',
        NEWSLEDGER_CORS: 'https://news.example, http://localhost:8080 https://[::1]:8443',
        NEWSLEDGER_RATE: '500',
        NEWSLEDGER_WEBHOOK_TARGETS: 'any',
        NEWSLEDGER_LOG_LEVEL: 'debug',
        PORT: '8080',
        HOST: '0.0.0.0',
      }),
    ).toEqual({
      databaseUrl: database,
      viewsDatabaseUrl: 'postgresql://views/v',
      identityDatabaseUrl: 'postgres:///i?host=/run/postgresql',
      kafka: {
        brokers: ['one:9092', 'two.example:9093', '[::1]:9094'],
        ssl: true,
        sasl: { mechanism: 'scram-sha-512', username: 'user', password: 'secret' },
      },
      log: 'kafka',
      topic: 'desk.Events_1-a',
      replication: 3,
      ledger: 'foreign-desk',
      prefix: 'desk_1',
      proxies: 2,
      streams: { inAll: 50, perClient: 5 },
      publicUrl: 'https://news.example/ledger',
      dataFolder: '/var/lib/newsledger',
      reading: 'key',
      cors: ['https://news.example', 'http://localhost:8080', 'https://[::1]:8443'],
      webhookTargets: 'any',
      rate: 500,
      host: '0.0.0.0',
      port: 8080,
      logLevel: 'debug',
    });
  });

  test('builds the public address from host and port where it is not set', () => {
    expect(readSettings({ HOST: 'news.example', PORT: '0' }).publicUrl).toBe('http://news.example:0');
  });

  test('takes the slash at the end of the public address away: paths are put behind it', () => {
    expect(readSettings({ NEWSLEDGER_PUBLIC_URL: 'https://news.example/' }).publicUrl).toBe('https://news.example');
  });

  test('builds an address that can be read from a host of IPv6', () => {
    expect(URL.canParse(readSettings({ HOST: '::1' }).publicUrl)).toBe(true);
  });

  test('takes * for all sites', () => {
    expect(readSettings({ NEWSLEDGER_CORS: '*' }).cors).toBe('*');
  });

  test('uses Kafka without SASL and TLS where only brokers are set', () => {
    expect(readSettings({ KAFKA_BROKERS: 'localhost:9092' }).kafka).toEqual({
      brokers: ['localhost:9092'],
      ssl: false,
    });
  });
});

describe('readSettings, given a wrong value', () => {
  const kafka = { KAFKA_BROKERS: 'localhost:9092' };

  test.each([
    ['DATABASE_URL', 'mysql://host/database', {}],
    ['DATABASE_URL', 'host:5432', {}],
    ['VIEWS_DATABASE_URL', 'postgres//host', {}],
    ['IDENTITY_DATABASE_URL', 'postgres://host:port/database', {}],
    ['KAFKA_BROKERS', 'localhost', {}],
    ['KAFKA_BROKERS', 'localhost:9092,', {}],
    ['KAFKA_BROKERS', 'http://localhost:9092', {}],
    ['KAFKA_SSL', 'yes', kafka],
    ['KAFKA_SASL_MECHANISM', 'oauthbearer', { ...kafka, KAFKA_SASL_USERNAME: 'a', KAFKA_SASL_PASSWORD: 'b' }],
    ['KAFKA_SASL_MECHANISM', 'plain', { ...kafka, KAFKA_SASL_USERNAME: 'a' }],
    ['KAFKA_SASL_MECHANISM', 'plain', { ...kafka, KAFKA_SASL_PASSWORD: 'b' }],
    ['NEWSLEDGER_LOG', 'postgres', {}],
    ['NEWSLEDGER_LOG', 'Kafka', {}],
    ['NEWSLEDGER_TOPIC', 'news events', {}],
    ['NEWSLEDGER_TOPIC', 'a'.repeat(250), {}],
    ['NEWSLEDGER_REPLICATION', '0', {}],
    ['NEWSLEDGER_REPLICATION', 'three', {}],
    ['NEWSLEDGER_REPLICATION', '1.5', {}],
    ['NEWSLEDGER_LEDGER', 'Main', {}],
    ['NEWSLEDGER_LEDGER', '-main', {}],
    ['NEWSLEDGER_SCHEMA', 'news-ledger', {}],
    ['NEWSLEDGER_SCHEMA', 'news"; drop schema public', {}],
    ['NEWSLEDGER_PUBLIC_URL', 'news.example', {}],
    ['NEWSLEDGER_PUBLIC_URL', 'javascript:alert(1)', {}],
    ['NEWSLEDGER_READING', 'closed', {}],
    ['NEWSLEDGER_CORS', 'news.example', {}],
    ['NEWSLEDGER_CORS', 'https://news.example/', {}],
    ['NEWSLEDGER_CORS', 'https://news.example:443', {}],
    ['NEWSLEDGER_CORS', 'https://News.example', {}],
    ['NEWSLEDGER_CORS', 'https://*.example', {}],
    ['NEWSLEDGER_CORS', 'https://news.example *', {}],
    ['NEWSLEDGER_CORS', 'null', {}],
    ['NEWSLEDGER_CORS', ',', {}],
    ['NEWSLEDGER_RATE', '0', {}],
    ['NEWSLEDGER_RATE', '10/s', {}],
    ['NEWSLEDGER_WEBHOOK_TARGETS', 'private', {}],
    ['NEWSLEDGER_LOG_LEVEL', 'verbose', {}],
    ['NEWSLEDGER_COLOUR', 'red', {}],
    ['PORT', '65536', {}],
    ['PORT', '-1', {}],
    ['PORT', '3000.5', {}],
    ['PORT', '0x10', {}],
    ['PORT', 'http', {}],
  ])('stops the start for %s=%s, with one sentence that names the variable', (name, value, others) => {
    const sentence = sentenceFor({ ...others, [name]: value });
    expect(sentence).toContain(name);
    expect(sentence).toMatch(/^[^\n]+\.$/);
    expect(sentence).not.toMatch(/[.!?] [A-Z]/);
  });

  test('names every variable that is not known, and those that are', () => {
    const sentence = sentenceFor({ NEWSLEDGER_COLOUR: 'red', NEWSLEDGER_SIZE: '2' });
    expect(sentence).toContain('NEWSLEDGER_COLOUR, NEWSLEDGER_SIZE is no setting');
    expect(sentence).toContain('NEWSLEDGER_TOPIC');
  });

  test('never shows a password', () => {
    expect(sentenceFor({ DATABASE_URL: 'postgres:/user:secret@host' })).not.toContain('secret');
    const sasl = { KAFKA_SASL_MECHANISM: 'magic', KAFKA_SASL_USERNAME: 'user', KAFKA_SASL_PASSWORD: 'secret' };
    expect(sentenceFor({ ...kafka, ...sasl })).not.toContain('secret');
  });
});

describe('a service started by itself', () => {
  test('needs its database and Kafka', () => {
    const settings = readSettings({ DATABASE_URL: database, KAFKA_BROKERS: 'localhost:9092' });
    expect(requireDatabaseUrl(settings)).toBe(database);
    expect(requireKafka(settings)).toEqual({ brokers: ['localhost:9092'], ssl: false });
  });

  test('says which variable is missing', () => {
    expect(() => requireDatabaseUrl(readSettings({}))).toThrow(/^DATABASE_URL is not set.*\.$/);
    expect(() => requireKafka(readSettings({}))).toThrow(/^KAFKA_BROKERS is not set.*\.$/);
  });
});
