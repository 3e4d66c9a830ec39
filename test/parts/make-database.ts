import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { migratePlaces } from '#apps/cli';
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

export async function makeDatabase(superuserUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`create database ${name} encoding 'UTF8' template template0`);
    await client.query(`select pg_advisory_lock(1)`);
    for (const service of services) await makeRole(client, `${prefix}_${service}`);
  } finally {
    await client.end();
  }
  const owner = withDatabase(superuserUrl, name);
  const places = { ledger: owner, views: owner, identity: owner };
  await migratePlaces(places, prefix);
  return { name, owner, urlOf: (service) => withRole(owner, service), key: await makeKey(owner) };
}

async function makeRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query(`select from pg_roles where rolname = $1::text`, [role]);
  if (rowCount === 0) await client.query(`create role ${role} login password 'test'`);
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
