import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { StoppingError } from '#errors';
import { openClient, quoteIdentifier } from './open-pool.js';

/** The tables of one room: numbered SQL files, and what each service's role may do with them. */
export interface SchemaDefinition {
  /** What a person calls it, such as "ledger". */
  readonly name: string;
  readonly folder: URL;
  readonly grants: readonly Grant[];
  /** Set where others are let in: its schema is the bare prefix, and its files name the tables of this room too. */
  readonly over?: NamedSchema;
  /** Rooms beside that one whose tables the files name. */
  readonly beside?: readonly NamedSchema[];
}

export type NamedSchema = Pick<SchemaDefinition, 'name' | 'over'>;

export interface Grant {
  /** The service; its role is `{prefix}_{service}`. */
  readonly service: string;
  readonly privileges: string;
  readonly on: string;
}

export interface SchemaPlace {
  readonly url: string;
  /** The first part of the name of every schema and role of this installation. */
  readonly prefix: string;
}

export function schemaName(prefix: string, { name, over }: NamedSchema): string {
  return over === undefined ? `${prefix}_${name}` : prefix;
}

/** The folder of SQL files of a room. They stay with the sources: the compiler copies no SQL. */
export function sqlFolder(moduleUrl: string): URL {
  return new URL('../sql/', moduleUrl.replace(/\/dist\/((?:apps|libs)\/[^/]+\/src\/[^/]+)$/, '/$1'));
}

/** Applies what is missing, one transaction a file, under an advisory lock. Answers the names of the applied files. */
export async function migrate(place: SchemaPlace, definition: SchemaDefinition): Promise<string[]> {
  const schema = schemaName(place.prefix, definition);
  const client = openClient({ url: place.url, schema, applicationName: 'newsledger migrate' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtextextended($1::text, 0))`, [`${schema}.migrate`]);
    await requireUtf8(client);
    await client.query(`create schema if not exists ${quoteIdentifier(schema)}`);
    await seeAlso(client, [definition, definition.over, ...(definition.beside ?? [])], place.prefix);
    await client.query(
      `create table if not exists migration (
         number integer primary key, name text not null, applied_at timestamptz not null default clock_timestamp())`,
    );
    const files = await readMigrations(definition);
    const current = await appliedNumber(client);
    refuseNewer(definition, current, files.length);
    for (const file of files.slice(current)) await apply(client, file);
    await grant(client, place.prefix, definition);
    return files.slice(current).map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Refuses to work on tables that are older or newer than this code. */
export async function requireSchema(pool: pg.Pool, definition: SchemaDefinition): Promise<void> {
  const files = await readMigrations(definition);
  const { rows } = await pool.query<{ exists: boolean }>(`select to_regclass('migration') is not null as exists`);
  const current = rows[0]?.exists === true ? await appliedNumber(pool) : 0;
  refuseNewer(definition, current, files.length);
  if (current < files.length) {
    throw new StoppingError(
      `The ${definition.name} tables are at step ${current} of ${files.length}: run "newsledger migrate" first.`,
    );
  }
}

function refuseNewer(definition: SchemaDefinition, current: number, known: number): void {
  if (current <= known) return;
  throw new StoppingError(
    `The ${definition.name} tables are at step ${current}, newer than this version of Newsledger knows (${known}): ` +
      'start the newer version instead.',
  );
}

interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

async function readMigrations({ folder }: SchemaDefinition): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (name) => ({
      number: Number(name.slice(0, 4)),
      name: name.replace(/\.sql$/, ''),
      sql: await readFile(new URL(name, folder), 'utf8'),
    })),
  );
}

async function appliedNumber(client: pg.Pool | pg.Client): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    `select coalesce(max(number), 0)::integer as number from migration`,
  );
  return rows[0]?.number ?? 0;
}

async function apply(client: pg.Client, file: Migration): Promise<void> {
  await client.query('begin');
  await client.query(file.sql);
  await client.query(`insert into migration (number, name) values ($1::integer, $2::text)`, [file.number, file.name]);
  await client.query('commit');
}

/** Unqualified names mean the first of these schemas that has them. */
async function seeAlso(client: pg.Client, rooms: readonly (NamedSchema | undefined)[], prefix: string): Promise<void> {
  const schemas = rooms.flatMap((room) => (room === undefined ? [] : [quoteIdentifier(schemaName(prefix, room))]));
  await client.query(`select set_config('search_path', $1::text, false)`, [schemas.join(', ')]);
}

async function requireUtf8(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>(`show server_encoding`);
  const [row] = rows;
  if (row?.server_encoding === 'UTF8') return;
  throw new StoppingError(
    `The database is encoded in ${String(row?.server_encoding)}, and the record needs its exact bytes: create it with encoding UTF8.`,
  );
}

/** Roles are the operator's to create; those that are there get what their service needs, and no more. */
async function grant(client: pg.Client, prefix: string, definition: SchemaDefinition): Promise<void> {
  const { grants, over } = definition;
  const schema = quoteIdentifier(schemaName(prefix, definition));
  const services = [...new Set(grants.map(({ service }) => service))];
  const { rows } = await client.query<{ service: string }>(
    `select service from unnest($1::text[]) as service
     where exists (select from pg_roles where rolname = $2::text || '_' || service)`,
    [services, prefix],
  );
  for (const { service } of rows) {
    const role = quoteIdentifier(`${prefix}_${service}`);
    await client.query(`grant usage on schema ${schema} to ${role}`);
    // A service looks whether its tables are new enough; those who are let in have no code that could be too old.
    if (over === undefined) await client.query(`grant select on migration to ${role}`);
    for (const { privileges, on } of grants.filter((one) => one.service === service)) {
      await client.query(`grant ${privileges} on ${on} to ${role}`);
    }
  }
}
