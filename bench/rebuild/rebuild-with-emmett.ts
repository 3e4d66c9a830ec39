import pg from 'pg';
import type { StoredEvent } from '#events';
import { quoteIdentifier, searchPath } from '#postgres';
import { foldBatch, inSlot, readRows, writeRows } from '#views';
import { loadEmmett } from '../append/append-with-emmett.js';
import { loadPeer } from '../load-peer.js';
import { viewsSchemaName } from '../read/filled-views.js';
import { prepareDatabase } from '../stage/open-services.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import { copiedLog } from './copied-log.js';

/** What is used of Emmett. */
interface Emmett {
  readonly rebuildPostgreSQLProjections: (options: {
    readonly connectionString: string;
    readonly pulling: { readonly batchSize: number; readonly pullingFrequencyInMs: number };
    readonly projections: readonly Projection[];
  }) => { readonly start: () => Promise<void>; readonly close: () => Promise<void> };
}

interface Projection {
  readonly name: string;
  readonly canHandle: readonly string[];
  readonly truncate: (context: Context) => Promise<void>;
  readonly handle: (events: readonly ReadEvent[], context: Context) => Promise<void>;
}

interface Context {
  readonly connection: { readonly client: pg.ClientBase };
}

interface ReadEvent {
  readonly data: object;
  readonly metadata: Omit<StoredEvent, 'data'>;
}

/** It commits once for each batch and waits after it: more together than its own 100, and no waiting. */
const pulling = { batchSize: 1_000, pullingFrequencyInMs: 0 };

/**
 * Emmett's rebuild of a projection that folds the same events with the same functions into the same tables. It hands them
 * over one by one. Answers seconds.
 */
export async function rebuildWithEmmett(url: string, estimates: ReadyEstimates, events: number): Promise<number> {
  await prepareDatabase(url);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  await findTablesOf(pool, url);
  const store = await loadEmmett(url, pool);
  const types = new Set<string>();
  for (const commit of copiedLog(estimates, events)) {
    const [first] = commit;
    if (first === undefined) continue;
    for (const { type } of commit) types.add(type);
    await store.appendToStream(first.story, commit.map(sent), { expectedStreamVersion: BigInt(first.version - 1) });
  }
  await pool.query('vacuum analyze');

  const { rebuildPostgreSQLProjections } = await loadPeer<Emmett>('@event-driven-io/emmett-postgresql');
  const rebuild = rebuildPostgreSQLProjections({
    connectionString: url,
    pulling,
    projections: [{ name: 'views', canHandle: [...types], truncate, handle }],
  });
  const began = performance.now();
  await rebuild.start();
  const seconds = (performance.now() - began) / 1_000;
  await rebuild.close();
  // It ends in silence where a projection throws.
  const { rows } = await pool.query<{ folded: number }>('select count(*)::integer as folded from change');
  if (rows[0]?.folded !== events) throw new Error(`Emmett folded ${rows[0]?.folded} of ${events} events`);
  await pool.end();
  return seconds;
}

/** Emmett's tables come first in the search path, where it makes them, and behind them ours. */
async function findTablesOf(pool: pg.Pool, url: string): Promise<void> {
  const database = quoteIdentifier(new URL(url).pathname.slice(1));
  const path = searchPath(inSlot({ url, schema: viewsSchemaName, applicationName: 'bench' }, 'blue'));
  await pool.query(`alter database ${database} set search_path = public, ${path}`);
  await pool.query(`alter database ${database} set jit = off`);
  // Not those of this pool that are open already.
  const client = await pool.connect();
  client.release(true);
}

const sent = ({ data, ...metadata }: StoredEvent) => ({
  type: metadata.type,
  data: JSON.parse(data) as object,
  metadata,
});

async function truncate({ connection: { client } }: Context): Promise<void> {
  await client.query('truncate view_row, change, said_by, story_head, parked');
}

async function handle(read: readonly ReadEvent[], { connection: { client } }: Context): Promise<void> {
  const events = read.map(({ data, metadata }) => ({ ...metadata, data: JSON.stringify(data) }));
  const folded = await foldBatch(events, (wanted) => readRows(client, wanted));
  await writeRows(client, folded, [events[0]?.position ?? 0, events.at(-1)?.position ?? 0]);
}
