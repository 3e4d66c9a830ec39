import type pg from 'pg';
import type { BuildReport } from './build-report.js';

/** Makes the indexes of the slot of the pool, those that are missing, and tells the planner what is there. */
export async function indexSlot(pool: pg.Pool, generation: number, report: BuildReport): Promise<void> {
  const { rows } = await pool.query<{ number: number }>(`select number from index_definition order by number`);
  for (const [done, { number }] of rows.entries()) {
    report.signal?.throwIfAborted();
    report.onProgress({ phase: 'indexing', done, total: rows.length });
    await pool.query(`select make_index($1::integer)`, [number]);
  }
  await pool.query(`select analyze_slot()`);
  await pool.query(`update generation set is_indexed = true where number = $1::integer`, [generation]);
}
