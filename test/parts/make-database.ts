import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createKey, identitySchema } from '#identity';
import { openPool, schemaName } from '#postgres';

const services = ['publisher', 'relay', 'projector', 'reader', 'courier', 'notary', 'dashboard'] as const;
export type Service = (typeof services)[number];

/** A database of a test's own, migrated, with a role for each service, and a publisher key. */
export interface TestDatabase {
  readonly name: string;
  /** As the superuser. */
  readonly owner: string;
  readonly urlOf: (service: Service) => string;
  readonly key: string;
}

export const prefix = 'newsledger';

const template = 'test_template';

export async function makeDatabase(superuserUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(1)`);
    if (!(await isThere(client, 'pg_database', 'datname', template))) await makeTemplate(client, superuserUrl);
    await client.query(`select pg_advisory_unlock(1)`);
    await client.query(`create database ${name} template ${template}`);
  } finally {
    await client.end();
  }
  const owner = withDatabase(superuserUrl, name);
  return { name, owner, urlOf: (service) => withRole(owner, service), key: await makeKey(owner) };
}

/** Keeps a copy of a database as it is, as a backup would. Whoever is connected to it is not any more. */
export async function copyDatabase(superuserUrl: string, name: string, copy: string): Promise<void> {
  await alone(superuserUrl, name, (client) => client.query(`create database ${name}_${copy} template ${name}`));
}

/** Puts a copy in the place of a database, which is lost. */
export async function putBack(superuserUrl: string, name: string, copy: string): Promise<void> {
  await alone(superuserUrl, name, async (client) => {
    await client.query(`drop database ${name}`);
    await client.query(`alter database ${name}_${copy} rename to ${name}`);
  });
}

async function alone(superuserUrl: string, name: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`alter database ${name} allow_connections false`);
    for (let others = 1; others > 0;) {
      const { rowCount } = await client.query(
        `select pg_terminate_backend(pid, 1000) from pg_stat_activity where datname = $1::text`,
        [name],
      );
      others = rowCount ?? 0;
    }
    await work(client);
    await client.query(`alter database ${name} allow_connections true`);
  } finally {
    await client.end();
  }
}

/** Migrated once for each server: a copy takes less time, and spares the test files to load what migrates. */
async function makeTemplate(client: pg.Client, superuserUrl: string): Promise<void> {
  const { migratePlaces } = await import('#apps/cli');
  for (const service of services) await makeRole(client, `${prefix}_${service}`);
  const made = `${template}_new`;
  await client.query(`drop database if exists ${made}`);
  await client.query(`create database ${made} encoding 'UTF8' template template0`);
  const url = withDatabase(superuserUrl, made);
  await migratePlaces({ ledger: url, views: url, identity: url }, prefix);
  // The name comes last: what was left half made is made again.
  await client.query(`alter database ${made} rename to ${template}`);
}

async function makeRole(client: pg.Client, role: string): Promise<void> {
  if (await isThere(client, 'pg_roles', 'rolname', role)) return;
  await client.query(`create role ${role} login password 'test'`);
}

async function isThere(client: pg.Client, table: string, column: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(`select from ${table} where ${column} = $1::text`, [name]);
  return rowCount !== 0;
}

async function makeKey(url: string): Promise<string> {
  const pool = openPool({ url, schema: schemaName(prefix, identitySchema), applicationName: 'test', max: 1 });
  try {
    return await createKey(pool, 'test', ['publish']);
  } finally {
    await pool.end();
  }
}

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

function withRole(url: string, service: Service): string {
  const address = new URL(url);
  address.username = `${prefix}_${service}`;
  address.password = 'test';
  return address.href;
}
