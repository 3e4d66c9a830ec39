import { setTimeout as delay } from 'node:timers/promises';
import { openClient } from './open-pool.js';
import type { DatabaseOptions } from './open-pool.js';

/** Leadership, for as long as `lost` is not aborted. */
export interface Lease {
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
}

const retryMs = 500;
const heartbeatMs = 1_000;
const silenceMs = 3_000;

/**
 * Waits until this process leads, and tells after each try whether another leads or the database is away. Leads by an
 * advisory lock on a session of its own: a leader that dies loses its session, and the lock with it. It asks again and again, because a blocked `pg_advisory_lock` would hold a snapshot back.
 */
export async function lead(
  options: DatabaseOptions,
  name: string,
  signal: AbortSignal,
  onWait: (error: Error | undefined) => void,
): Promise<Lease | undefined> {
  while (!signal.aborted) {
    try {
      const lease = await tryToLead(options, name);
      if (lease !== undefined) return lease;
      onWait(undefined);
    } catch (error) {
      onWait(error as Error);
    }
    await delay(retryMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}

async function tryToLead(options: DatabaseOptions, name: string): Promise<Lease | undefined> {
  const client = openClient(options);
  try {
    await client.connect();
    // The server must notice a leader whose machine vanished as fast as a standby may take over.
    await client.query(`select set_config('tcp_keepalives_idle', '2', false), set_config('tcp_keepalives_interval', '1', false),
                               set_config('tcp_keepalives_count', '2', false)`);
    const { rows } = await client.query<{ leads: boolean }>(
      `select pg_try_advisory_lock(hashtextextended(current_schema() || '.' || $1::text, 0)) as leads`,
      [name],
    );
    if (rows[0]?.leads !== true) {
      await client.end();
      return undefined;
    }
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
  const lost = new AbortController();
  const stop = () => lost.abort();
  client.once('end', stop);
  client.once('error', stop);
  const heartbeat = setInterval(() => {
    const silence = setTimeout(stop, silenceMs);
    client.query('select 1').then(
      () => clearTimeout(silence),
      () => {
        clearTimeout(silence);
        stop();
      },
    );
  }, heartbeatMs);
  lost.signal.addEventListener('abort', () => clearInterval(heartbeat));
  return {
    lost: lost.signal,
    release: async () => {
      stop();
      await Promise.race([client.end().catch(() => undefined), delay(1_000, undefined, { ref: false })]);
    },
  };
}
