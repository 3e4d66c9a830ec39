import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { leafOf, makeKeyFile, notarySchema } from '#apps/notary';
import { ledgerSchema, readCommitted } from '#ledger';
import { emptyFrontier, growFrontier, leafHash, openCheckpoint, readVerifierKey, rootOf } from '#merkle';
import type { Checkpoint, NoteVerifier } from '#merkle';
import { openPool, schemaName } from '#postgres';
import { makeDatabase, prefix } from './make-database.js';
import type { TestDatabase } from './make-database.js';
import { publish } from './publish.js';
import { startService } from './start-service.js';
import type { RunningService, StartOptions } from './start-service.js';
import { until } from './until.js';

/** A ledger with a publisher, and notaries as processes of their own that share a key. */
export interface NotaryHouse {
  readonly database: TestDatabase;
  readonly keyFile: string;
  readonly ledger: pg.Pool;
  readonly tables: pg.Pool;
  readonly startNotary: (
    environment?: Readonly<Record<string, string>>,
    options?: StartOptions,
  ) => Promise<RunningService>;
  /** Publishes; answers the last position. */
  readonly record: (story: string, ...events: readonly object[]) => Promise<number>;
  /** As a superuser who turns the triggers off. */
  readonly tamper: (sql: string, values?: readonly unknown[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startNotaryHouse(postgresUrl: string): Promise<NotaryHouse> {
  const database = await makeDatabase(postgresUrl);
  const folder = await mkdtemp(join(tmpdir(), 'newsledger-notary-'));
  const keyFile = join(folder, 'notary.key');
  await makeKeyFile(keyFile);
  const poolOf = (schema: string) => openPool({ url: database.owner, schema, applicationName: 'test', max: 2 });
  const ledger = poolOf(schemaName(prefix, ledgerSchema));
  const tables = poolOf(schemaName(prefix, notarySchema));
  const publisher = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
  const running: RunningService[] = [publisher];
  return {
    database,
    keyFile,
    ledger,
    tables,
    startNotary: async (environment = {}, options = {}) => {
      const urls = { DATABASE_URL: database.urlOf('notary'), NEWSLEDGER_NOTARY_KEY: keyFile };
      const notary = await startService('notary', { ...urls, ...environment }, options);
      running.push(notary);
      return notary;
    },
    record: async (story, ...events) => {
      const { status, body } = await publish({ url: publisher.url, key: database.key, story, events });
      if (status !== 201) throw new Error(`publishing was answered ${status}: ${String(body.detail)}`);
      return body.position;
    },
    tamper: async (sql, values = []) => {
      const client = new pg.Client({ connectionString: database.owner });
      await client.connect();
      try {
        await client.query(`set session_replication_role = replica`);
        await client.query(sql, [...values]);
      } finally {
        await client.end();
      }
    },
    stop: async () => {
      await Promise.all(running.map((service) => service.kill('SIGKILL')));
      await Promise.all([ledger.end(), tables.end()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The root over the whole ledger, hashed anew from what it holds; and the leaf hashes. */
export async function hashLedger(ledger: pg.Pool): Promise<{ readonly root: Buffer; readonly hashes: Buffer[] }> {
  const last = new Map<string, Buffer>();
  const hashes: Buffer[] = [];
  for (;;) {
    const page = await readCommitted(ledger, hashes.length);
    if (page.length === 0) return { root: rootOf(growFrontier(emptyFrontier, hashes)), hashes };
    for (const event of page) {
      const hash = leafHash(leafOf(event, last.get(event.story)));
      last.set(event.story, hash);
      hashes.push(hash);
    }
  }
}

export async function readVerifiers({ url }: Pick<RunningService, 'url'>): Promise<NoteVerifier[]> {
  const text = await (await fetch(`${url}/v1/audit/key`)).text();
  return text
    .trimEnd()
    .split('\n')
    .flatMap((line) => readVerifierKey(line) ?? []);
}

/** The checkpoint as it is now, opened with the keys that the notary names. */
export async function readCheckpoint(notary: Pick<RunningService, 'url'>): Promise<Checkpoint & { note: string }> {
  const response = await fetch(`${notary.url}/v1/audit/checkpoint`);
  const note = await response.text();
  const checkpoint = openCheckpoint(note, await readVerifiers(notary));
  if (checkpoint === undefined) throw new Error(`no checkpoint: ${note}`);
  return { ...checkpoint, note };
}

/** Waits until a checkpoint covers a position. */
export const untilSigned = (notary: Pick<RunningService, 'url'>, position: number): Promise<Checkpoint> =>
  until(`position ${position} is signed`, async () => {
    const checkpoint = await readCheckpoint(notary);
    return checkpoint.size >= position ? checkpoint : undefined;
  });

/** Waits until a notary says that it is not ready, and why. */
export const untilUnready = (notary: Pick<RunningService, 'url'>, words: string): Promise<string> =>
  until(`the notary stops over ${words}`, async () => {
    const response = await fetch(`${notary.url}/health/ready`);
    const { services } = (await response.json()) as { services: { notary: { detail: string } } };
    const { detail } = services.notary;
    return response.status === 503 && detail.includes(words) ? detail : undefined;
  });

/** Every member that an answer of an audit may have. */
export interface AuditAnswer {
  readonly epoch: string;
  readonly position: number;
  readonly size: number;
  readonly leafHash: string;
  readonly rootHash: string;
  readonly fromRootHash: string;
  readonly toRootHash: string;
  readonly hashes: readonly string[];
  readonly salt: string;
  readonly actor?: string;
  readonly data: string;
  readonly commitment: string;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string }[];
}

export async function askNotary(
  { url }: Pick<RunningService, 'url'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: AuditAnswer }> {
  const response = await fetch(`${url}/v1/audit/${path}`, { headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as AuditAnswer };
}
