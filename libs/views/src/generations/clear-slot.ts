import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { inTransaction } from '#postgres';

const tries = 20;
const lockMs = 50;
const pauseMs = 250;

/**
 * Empties the slot of the pool, and drops its indexes. A truncation waits for whoever reads the views for dashboards, and
 * others wait behind it: so it waits 50 ms at most at a time, and where it gets no turn the rows are deleted, which needs
 * none, and the indexes stay. Answers whether there was anything.
 */
export async function clearSlot(pool: pg.Pool): Promise<boolean> {
  if (await isClear(pool)) return false;
  for (let tried = 0; tried < tries; tried++) {
    if (await tryToTruncate(pool)) return true;
    await delay(pauseMs);
  }
  for (const table of tables) {
    await pool.query(`delete from ${table}`);
  }
  return true;
}

const tables = ['view_row', 'change', 'said_by', 'story_head', 'parked'];

async function isClear(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ is_clear: boolean }>(
    `select ${tables.map((table) => `not exists (select from ${table})`).join(' and ')} as is_clear`,
  );
  return rows[0]?.is_clear === true;
}

async function tryToTruncate(pool: pg.Pool): Promise<boolean> {
  try {
    await inTransaction(pool, async (client) => {
      await client.query(`set local lock_timeout = ${lockMs}`);
      await client.query(`select clear_slot()`);
    });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === '55P03') return false;
    throw error;
  }
}
