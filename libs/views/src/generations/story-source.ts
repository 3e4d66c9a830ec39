import type pg from 'pg';
import type { ShownEvent } from '#events';
import { eventColumns, eventOf } from '../follow/read-followed.js';
import type { EventRow } from '../follow/read-followed.js';

/** What a generation is folded from. */
export interface StorySource {
  readonly name: 'log' | 'ledger' | 'kafka';
  /** A page of events of stories behind a place, up to a position: ordered by story, bytewise, then position. */
  readonly page: (behind: StoryPlace, to: number) => Promise<readonly ShownEvent[]>;
}

/** An event of a story, or what comes behind all of its events. */
export interface StoryPlace {
  readonly story: string;
  readonly version: number;
  readonly position: number;
}

/** Behind all that a story can have. */
export const endOfStory = (story: string): StoryPlace => ({
  story,
  version: 2 ** 31 - 1,
  position: Number.MAX_SAFE_INTEGER,
});

const mostEvents = 1_000;
const mostBytes = 4 * 1024 * 1024;

const bounded = (select: string, order: string): string => `
select ${eventColumns} from (
  select l.*, sum(octet_length(l.data)) over (order by ${order}) - octet_length(l.data) as bytes_before
  from (${select} order by ${order} limit ${mostEvents}) l) l
where l.bytes_before < ${mostBytes} order by ${order}`;

const page = {
  name: 'read_stories_in_order',
  text: bounded(
    `select l.* from log l where (l.story, l.position) > ($1::text, $2::bigint) and l.position <= $3::bigint`,
    'l.story, l.position',
  ),
};
const span = {
  name: 'read_log_in_order',
  text: bounded(`select l.* from log l where l.position > $1::bigint and l.position <= $2::bigint`, 'l.position'),
};

/** The log of the views themselves. */
export function logSource(pool: pg.Pool): StorySource {
  return { name: 'log', page: ({ story, position }, to) => read(pool, page, [story, position, to]) };
}

/** A page of the log behind a position, up to another one, in order. */
export const readSpan = (pool: pg.Pool, after: number, to: number): Promise<readonly ShownEvent[]> =>
  read(pool, span, [after, to]);

async function read(
  pool: pg.Pool,
  query: { readonly name: string; readonly text: string },
  values: readonly unknown[],
): Promise<readonly ShownEvent[]> {
  const { rows } = await pool.query<EventRow>({ ...query, values: [...values], rowMode: 'array' });
  return rows.map(eventOf);
}
