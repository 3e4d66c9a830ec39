import type pg from 'pg';
import { StoppingError } from '#errors';

/**
 * Has readers see a generation that is fed, from one statement to the next. The one before goes on being fed.
 */
export async function showGeneration(pool: pg.Pool, number: number): Promise<void> {
  const { rowCount } = await pool.query(
    `with left_behind as (
       update generation set left_at = clock_timestamp()
       where number = (select generation from shown) and number <> $1::integer), moved as (
       update shown set generation = g.number, slot = g.slot, since = clock_timestamp(),
         position = coalesce((select position from log order by position desc limit 1), 0)
       from generation g where g.number = $1::integer and g.fed_from is not null and g.dropped_at is null
       returning shown.generation)
     select pg_notify(current_schema() || '.generations', generation::text) from moved`,
    [number],
  );
  if (rowCount !== 1) throw new StoppingError(`Generation ${number} is not fed: it cannot be shown.`);
}
