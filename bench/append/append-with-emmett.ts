import { randomFillSync } from 'node:crypto';
import pg from 'pg';
import { commitmentOf } from '#events';
import { loadPeer } from '../load-peer.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { Stage } from '../stage/stage.js';
import type { Append } from './append-with-newsledger.js';
import type { StoryTurns } from './story-turns.js';

/** What is used of Emmett. */
interface Emmett {
  readonly getPostgreSQLEventStore: (url: string, options: { connectionOptions: { pool: pg.Pool } }) => EventStore;
}

interface EventStore {
  readonly schema: { readonly migrate: () => Promise<unknown> };
  readonly appendToStream: (
    stream: string,
    events: readonly { type: string; data: object; metadata: object }[],
    options: { expectedStreamVersion: bigint },
  ) => Promise<unknown>;
}

/** Emmett's event store as its users call it: an append with the expected version. */
export async function appendWithEmmett(
  stage: Stage,
  url: string,
  estimates: ReadyEstimates,
  turns: StoryTurns,
  connections: number,
): Promise<Append> {
  const pool = new pg.Pool({ connectionString: url, max: connections, idleTimeoutMillis: 60_000 });
  pool.on('error', () => undefined);
  stage.onClose(() => pool.end());
  const store = await loadEmmett(url, pool);
  return async (writer) => {
    const story = turns.next(writer);
    const { id, type, data, bytes } = estimates.take();
    const salt = randomFillSync(Buffer.allocUnsafe(16));
    const commitment = commitmentOf(salt, undefined, bytes).toString('hex');
    const metadata = { messageId: id, salt: salt.toString('hex'), commitment, recordedBy: 'k_bench' };
    const expectedStreamVersion = BigInt(story.version);
    story.version += 1;
    await store.appendToStream(story.id, [{ type, data, metadata }], { expectedStreamVersion });
  };
}

/** Emmett's event store over a pool, its tables made. */
export async function loadEmmett(url: string, pool: pg.Pool): Promise<EventStore> {
  const { getPostgreSQLEventStore } = await loadPeer<Emmett>('@event-driven-io/emmett-postgresql');
  const store = getPostgreSQLEventStore(url, { connectionOptions: { pool } });
  await store.schema.migrate();
  return store;
}
