import type pg from 'pg';
import type { Position, ShownEvent } from '#events';
import { utcTime } from '../queries/utc-time.js';
import type { EventFilter, Followed } from './event-filter.js';

/** An event as those who follow the record get it. */
export type FollowedEvent = ShownEvent & Followed;

export interface FollowedPage {
  /** In position order. */
  readonly events: readonly FollowedEvent[];
  /** All up to here that passes the filter is in the page, or in those before. */
  readonly reached: number;
}

export interface FollowedSpan {
  readonly filter: EventFilter;
  readonly after: number;
  /** A position that the views have. */
  readonly to: number;
}

const mostEvents = 500;
const mostBytes = 1024 * 1024;
/** How many positions a page looks through for types and parties, which no index finds. */
const mostScanned = 1_000;

interface Row {
  readonly position: Position;
  readonly event: Omit<ShownEvent, 'data' | 'position'>;
  readonly voices: string[];
  readonly data: string;
  readonly found: number;
}

const columns = `l.position, l.data, coalesce(c.voices, '{}') as voices, json_strip_nulls(json_build_object(
    'story', l.story, 'version', l.version, 'id', l.id, 'commit', l.commit, 'type', l.type,
    'schemaVersion', l.schema_version, 'recordedAt', ${utcTime('l.recorded_at')}, 'recordedBy', l.recorded_by,
    'publishedAt', l.published_at, 'actor', l.actor,
    'correlationId', l.correlation_id, 'causationId', l.causation_id)) as event`;

/** The events of `log l` behind `$1`, up to `$2`, of the types `$3` and the voices `$4`, either of which may be null. */
export const passing = `l.position > $1::bigint and l.position <= $2::bigint
  and ($3::text[] is null or l.type = any($3::text[]))
  and ($4::text[] is null or exists (
    select from change c where c.position = l.position and c.voices && $4::text[]))`;

// One more is found than shown, and at least one is shown, however large.
const bounded = (found: string) => `
select ${columns}, l.found::integer from (
  select l.*, count(*) over () as found, row_number() over (order by position) as number,
    sum(octet_length(l.data)) over (order by position) - octet_length(l.data) as bytes_before
  from (${found} order by position limit ${mostEvents + 1}) found join log l using (position)) l
left join change c on c.position = l.position
where l.number <= ${mostEvents} and l.bytes_before < ${mostBytes} order by l.position`;

const statements = {
  all: { name: 'read_followed', text: bounded(`select l.position from log l where ${passing}`) },
  // Each story by itself, since its events stand together in an index; the first of all of them are the page.
  stories: {
    name: 'read_followed_stories',
    text: bounded(`select l.position from unnest($5::text[]) as s (story) cross join lateral (
      select l.position from log l where l.story = s.story and ${passing} order by l.position limit ${mostEvents + 1}) l`),
  },
};

/** The events behind a position that pass a filter, as far as one page goes. */
export async function readFollowed(pool: pg.Pool, { filter, after, to }: FollowedSpan): Promise<FollowedPage> {
  const { stories, types, parties } = filter;
  const end = types === undefined && parties === undefined ? to : Math.min(to, after + mostScanned);
  if (end <= after) return { events: [], reached: after };
  const values = [after, end, types ?? null, parties ?? null];
  const { rows } = await pool.query<Row>(
    stories === undefined
      ? { ...statements.all, values }
      : { ...statements.stories, values: [...values, [...new Set(stories)]] },
  );
  const events = rows.map(({ position, event, voices, data }) => ({ ...event, position, voices, data }));
  const isWhole = (rows[0]?.found ?? 0) === rows.length;
  return { events, reached: isWhole ? end : (events.at(-1)?.position ?? end) };
}
