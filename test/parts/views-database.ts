import type pg from 'pg';
import type { StoredEvent } from '#events';
import { openPool, schemaName } from '#postgres';
import { foldBatch, inSlot, readRows, viewsSchema, writeBatch } from '#views';
import { prefix } from './make-database.js';

export const openViews = (url: string): pg.Pool =>
  openPool({
    ...inSlot({ url, schema: schemaName(prefix, viewsSchema), applicationName: 'test' }, 'blue'),
    max: 2,
  });

/** Folds a batch into the views as the projector does. */
export async function write(pool: pg.Pool, batch: readonly StoredEvent[], epoch = 'epoch'): Promise<void> {
  await writeBatch(pool, epoch, await foldBatch(batch, (wanted) => readRows(pool, wanted)));
}

/** All that a projector can fold anew; which history it was folded from stays. */
export async function emptyViews(pool: pg.Pool): Promise<void> {
  await pool.query(`truncate log, change, view_row, story_head, said_by`);
}
