import type pg from 'pg';
import type { ShownEvent } from '#events';
import type { Followed } from './event-filter.js';
import { eventColumns, eventOf } from './read-followed.js';
import type { EventRow } from './read-followed.js';

/** An event with what filters ask of it. */
export type ComingEvent = ShownEvent & Followed;

const mostEvents = 500;
const mostBytes = 1024 * 1024;

const text = `
select ${eventColumns}, coalesce(c.voices, '{}') from (
  select l.*, sum(octet_length(l.data)) over (order by position) - octet_length(l.data) as bytes_before from (
    select l.* from log l where l.position > $1::bigint order by l.position limit ${mostEvents}) l) l
left join change c on c.position = l.position
where l.bytes_before < ${mostBytes} order by l.position`;

/** The events behind a position, whoever follows them, as far as one page goes. */
export async function readComing(pool: pg.Pool, after: number): Promise<readonly ComingEvent[]> {
  const { rows } = await pool.query<[...EventRow, string[]]>({
    name: 'read_coming',
    text,
    values: [after],
    rowMode: 'array',
  });
  return rows.map((row) => ({ ...eventOf(row as unknown as EventRow), voices: row[14] }));
}
