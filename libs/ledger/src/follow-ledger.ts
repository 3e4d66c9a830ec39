import type pg from 'pg';
import type { EventLog } from '#events';
import { Bell, listen } from '#postgres';
import type { DatabaseOptions } from '#postgres';
import { ledgerChannel } from './ledger-schema.js';
import { readEpoch, readEvents } from './read-events.js';

const idleMs = 250;

/** The ledger itself as the log that a projector reads: what serves where everything runs in one process. */
export function ledgerLog(pool: pg.Pool, options: DatabaseOptions): EventLog {
  return {
    async follow(after, { onEvents, onReach, signal }) {
      const bell = new Bell();
      const listening = listen(options, ledgerChannel(options.schema), bell.ring, signal);
      const epoch = await readEpoch(pool);
      let position = after;
      while (!signal.aborted) {
        const events = await readEvents(pool, position);
        onReach?.();
        const last = events.at(-1);
        if (last === undefined) {
          await bell.wait(idleMs, signal);
          continue;
        }
        await onEvents(events, epoch);
        position = last.position;
      }
      await listening;
    },
  };
}
