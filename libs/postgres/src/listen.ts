import { setTimeout as delay } from 'node:timers/promises';
import { openClient } from './open-pool.js';
import type { DatabaseOptions } from './open-pool.js';

/**
 * Calls `wake` for every notification on the channel, and after each new connection, because some may have been missed.
 * A notification only wakes: the tables are the truth. Ends with the signal.
 */
export async function listen(
  options: DatabaseOptions,
  channel: string,
  wake: () => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const client = openClient(options);
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    client.once('end', end);
    signal.addEventListener('abort', end, { once: true });
    client.on('notification', wake);
    try {
      await client.connect();
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      wake();
      await ended;
    } catch {
      // The database is away; the pause below comes before the next try.
    }
    signal.removeEventListener('abort', end);
    await client.end().catch(() => undefined);
    await delay(500, undefined, { signal }).catch(() => undefined);
  }
}
