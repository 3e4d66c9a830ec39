import { spawn } from 'node:child_process';
import type pg from 'pg';
import { identitySchema, issueKey } from '#identity';
import type { NewKey } from '#identity';
import { openPool, schemaName } from '#postgres';
import { prefix } from './make-database.js';
import type { TestDatabase } from './make-database.js';

/** The keys of a test's database, as their keeper. */
export function openKeys({ owner }: Pick<TestDatabase, 'owner'>): pg.Pool {
  const schema = schemaName(prefix, identitySchema);
  return openPool({ url: owner, schema, applicationName: 'test keys', max: 2 });
}

export function issue(pool: pg.Pool, key: Partial<NewKey> = {}): Promise<{ id: string; secret: string }> {
  return issueKey(pool, { holder: 'A newsroom', scopes: ['publish'], ...key });
}

export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly told: string;
}

/** The command line, to its end. */
export function runNewsledger(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Run> {
  const child = spawn(process.execPath, ['dist/apps/cli/src/main.js', ...words], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, out, told })));
}
