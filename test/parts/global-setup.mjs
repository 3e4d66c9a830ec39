// One PostgreSQL and one Kafka for the whole run, on free ports, started by the product's own starter.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canRunKafka, startEmbeddedKafka, startEmbeddedPostgres } from '../../dist/apps/cli/src/index.js';

export default async function setUp(configuration) {
  // A run of pure tests alone needs neither.
  const paths = configuration.nonFlagArgs ?? [];
  if (paths.length > 0 && paths.every((path) => /^(libs|apps|test\/client)\b/.test(path))) return;
  const folder = await mkdtemp(join(tmpdir(), 'newsledger-test-'));
  const running = (globalThis.newsledgerParts = { folder, stops: [] });
  const wanted = process.env.NEWSLEDGER_LOG ?? 'auto';
  const kafka = wanted === 'ledger' ? undefined : startKafka(folder, wanted);
  const postgres = await startEmbeddedPostgres(folder, { max_connections: '300', max_wal_size: '4GB' });
  running.stops.push(postgres.stop);
  process.env.TEST_POSTGRES_URL = postgres.urlOf('postgres');
  const started = await kafka;
  if (started !== undefined) {
    running.stops.push(started.stop);
    process.env.TEST_KAFKA_BROKERS = started.brokers.join(',');
  }
  // The setting is for this choice alone: the tests give the product its settings themselves.
  for (const name of Object.keys(process.env)) if (name.startsWith('NEWSLEDGER_')) delete process.env[name];
}

async function startKafka(folder, wanted) {
  if (process.env.KAFKA_BROKERS !== undefined) {
    return { brokers: process.env.KAFKA_BROKERS.split(','), stop: async () => undefined };
  }
  if (await canRunKafka()) return startEmbeddedKafka(folder, '.newsledger');
  if (wanted === 'kafka')
    throw new Error('NEWSLEDGER_LOG=kafka, but there is neither KAFKA_BROKERS nor Java with Maven');
  return undefined;
}
