import { startEmbeddedPostgres } from '#apps/cli';
import type { EmbeddedPostgres } from '#apps/cli';
import { openClient, quoteIdentifier } from '#postgres';
import { tell } from '../tell.js';
import type { Stage } from './stage.js';

// PostgreSQL's own defaults, durable, save that no checkpoint falls into the turn of one arm.
const settings = { max_wal_size: '8GB', checkpoint_timeout: '1h', max_connections: '250' };

/** The one PostgreSQL that all arms of a run share. */
export async function openPostgres(stage: Stage): Promise<EmbeddedPostgres> {
  tell(`  PostgreSQL starts, its data ${stage.isTmpfs ? 'in memory (tmpfs)' : 'on disk'}`);
  const postgres = await startEmbeddedPostgres(stage.databaseFolder, settings);
  stage.onClose(postgres.stop);
  return postgres;
}

/** Makes a database, and answers its address. */
export async function createDatabase(postgres: EmbeddedPostgres, name: string): Promise<string> {
  const client = openClient({ url: postgres.urlOf('postgres'), schema: 'public', applicationName: 'bench' });
  await client.connect();
  try {
    await client.query(`create database ${quoteIdentifier(name)} encoding 'UTF8' template template0`);
  } finally {
    await client.end();
  }
  return postgres.urlOf(name);
}
