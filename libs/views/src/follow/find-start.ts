import type pg from 'pg';
import type { EventFilter } from './event-filter.js';
import { passing } from './read-followed.js';

/** How far back the last events of a type or a party are looked for, in positions. */
const mostLookedBack = 100_000;

const statements = {
  all: {
    name: 'find_start',
    text: `select min(position) as first from (
      select l.position from log l where ${passing} order by l.position desc limit $5::integer) last`,
  },
  stories: {
    name: 'find_start_stories',
    text: `select min(position) as first from (
      select l.position from unnest($6::text[]) as s (story) cross join lateral (
        select l.position from log l where l.story = s.story and ${passing} order by l.position desc limit $5::integer) l
      order by l.position desc limit $5::integer) last`,
  },
};

/** The position behind which the last `count` events stand that pass the filter, up to a position of the views. */
export async function findStartOfLast(
  pool: pg.Pool,
  { stories, types, parties }: EventFilter,
  count: number,
  to: number,
): Promise<number> {
  const least = types === undefined && parties === undefined ? 0 : Math.max(0, to - mostLookedBack);
  const values = [least, to, types ?? null, parties ?? null, count];
  const { rows } = await pool.query<{ first: number | null }>(
    stories === undefined ? { ...statements.all, values } : { ...statements.stories, values: [...values, stories] },
  );
  const first = rows[0]?.first ?? to + 1;
  return first - 1;
}

/** The position behind which everything stands that was recorded at a time (RFC 3339) or later. */
export async function findStartOfTime(pool: pg.Pool, time: string): Promise<number> {
  const { rows } = await pool.query<{ last: number }>({
    name: 'find_start_of_time',
    text: `select coalesce((select position from log where recorded_at < $1::timestamptz
      order by recorded_at desc, position desc limit 1), 0) as last`,
    values: [time],
  });
  return rows[0]?.last ?? 0;
}

/** The first position behind `after` that is missing although `to` is there; for spans of at most some thousands. */
export async function findGap(pool: pg.Pool, after: number, to: number): Promise<number | undefined> {
  const { rows } = await pool.query<{ missing: number }>({
    name: 'find_gap',
    text: `select p.position as missing from generate_series($1::bigint + 1, $2::bigint) as p (position)
      where not exists (
        select from log l where l.position = p.position and l.position > $1::bigint and l.position <= $2::bigint)
      order by p.position limit 1`,
    values: [after, to],
  });
  return rows[0]?.missing;
}
