import type pg from 'pg';
import type { StoredEvent } from '#events';
import { columns, storedEvent } from './read-events.js';
import type { EventRow } from './read-events.js';

const mostEvents = 1_000;
const mostBytes = 4 * 1024 * 1024;

/** A page of all stories behind a version of one, up to a position: ordered by story, bytewise, then version. */
export async function readStoriesInOrder(
  pool: pg.Pool,
  behind: { readonly story: string; readonly version: number },
  to: number,
): Promise<readonly StoredEvent[]> {
  const { rows } = await pool.query<EventRow>({
    name: 'read_stories_in_order',
    text: `select * from (
        select ${columns}, sum(octet_length(p.data)) over (order by e.story, e.version) - octet_length(p.data) as before_bytes
        from (select * from event where (story, version) > ($1::text, $2::integer) and position <= $3::bigint
              order by story, version limit ${mostEvents}) e
        join payload p using (position)
      ) page where before_bytes < ${mostBytes} order by story, version`,
    values: [behind.story, behind.version, to],
  });
  return rows.map(storedEvent);
}
