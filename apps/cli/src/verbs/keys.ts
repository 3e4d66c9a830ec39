import type pg from 'pg';
import { StoppingError } from '#errors';
import { identitySchema, issueKey, listKeys, revokeKey } from '#identity';
import type { KeptKey, NewKey } from '#identity';
import { openPool, requireSchema, schemaName } from '#postgres';
import type { Settings } from '#process';
import { findPlaces } from '../embedded/find-places.js';

/** Prints the secret alone on stdout, this once; what else is to know goes to stderr. */
export async function createKey(settings: Settings, key: NewKey): Promise<void> {
  const { id, secret } = await withKeys(settings, (pool) => issueKey(pool, key));
  process.stderr.write(`The key ${id} is shown this once; "newsledger keys revoke ${id}" ends it.\n`);
  process.stdout.write(`${secret}\n`);
}

export async function showKeys(settings: Settings, { json }: { readonly json?: boolean }): Promise<void> {
  const keys = await withKeys(settings, listKeys);
  if (json === true) process.stdout.write(`${JSON.stringify({ keys }, undefined, 2)}\n`);
  else process.stdout.write(keys.length === 0 ? 'There are no keys yet.\n' : tableOf(keys));
}

export async function endKey(settings: Settings, id: string): Promise<void> {
  const revoked = await withKeys(settings, (pool) => revokeKey(pool, id));
  if (revoked === undefined) throw new StoppingError(`There is no key ${id}: "newsledger keys list" names them all.`);
  process.stdout.write(`The key ${id} is revoked since ${revoked.toISOString()}.\n`);
}

async function withKeys<T>(settings: Settings, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const schema = schemaName(settings.prefix, identitySchema);
  const pool = openPool({
    url: (await findPlaces(settings)).identity,
    schema,
    applicationName: 'newsledger keys',
    max: 1,
  });
  try {
    await requireSchema(pool, identitySchema);
    return await work(pool);
  } finally {
    await pool.end();
  }
}

function tableOf(keys: readonly KeptKey[]): string {
  const told = (time: Date | null) => time?.toISOString().replace(/\.\d+Z$/, 'Z') ?? '-';
  const rows = keys.map(({ id, holder, scopes, rate, created, expires, revoked }) => [
    ...[id, holder, scopes.join(' '), String(rate ?? '-')],
    ...[told(created), told(expires), told(revoked)],
  ]);
  const lines = [['ID', 'HOLDER', 'SCOPES', 'RATE', 'CREATED', 'EXPIRES', 'REVOKED'], ...rows];
  const widthOf = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  const tell = (line: readonly string[]) => line.map((cell, column) => cell.padEnd(widthOf(column))).join('  ');
  return lines.map((line) => `${tell(line).trimEnd()}\n`).join('');
}
