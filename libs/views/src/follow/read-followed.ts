import type pg from 'pg';
import { utcTime } from '#postgres';
import type { EventId, Position, ShownEvent, StoryId, Version } from '#events';
import type { EventFilter } from './event-filter.js';

export interface FollowedPage {
  /** In position order. */
  readonly events: readonly ShownEvent[];
  /** All up to here that passes the filter is in the page, or in those before. */
  readonly reached: number;
}

export interface FollowedSpan {
  readonly filter: EventFilter;
  readonly after: number;
  /** A position that the views have. */
  readonly to: number;
}

/** How large a page is. Who follows slowly holds one, so that it is small. */
const mostEvents = 250;
const mostBytes = 128 * 1024;
/** How many positions a page looks through for types and parties, which no index finds. */
const mostScanned = 1_000;

// As columns: a page of JSON took Postgres and Node twice as long.
export const eventColumns = `l.position, l.story, l.version, l.id, l.commit, l.type, l.schema_version,
  ${utcTime('l.recorded_at')}, l.recorded_by, l.published_at, l.actor, l.correlation_id, l.causation_id,
  case when l.is_json then l.data else to_json(l.data)::text end`;

/** A row of `eventColumns`, as an array. */
export type EventRow = [
  Position,
  StoryId,
  Version,
  EventId,
  Position,
  string,
  number,
  string,
  string,
  string | null,
  string | null,
  string | null,
  string | null,
  string,
];

export function eventOf(row: EventRow): ShownEvent {
  const [position, story, version, id, commit, type, schemaVersion, recordedAt, recordedBy] = row;
  const [, , , , , , , , , publishedAt, actor, correlationId, causationId, data] = row;
  return {
    position,
    story,
    version,
    id,
    commit,
    type,
    schemaVersion,
    recordedAt,
    recordedBy,
    ...(publishedAt === null ? {} : { publishedAt }),
    ...(actor === null ? {} : { actor }),
    ...(correlationId === null ? {} : { correlationId }),
    ...(causationId === null ? {} : { causationId }),
    data,
  };
}

/** The events of `log l` behind `$1`, up to `$2`, of the types `$3` and the voices `$4`, either of which may be null. */
export const passing = `l.position > $1::bigint and l.position <= $2::bigint
  and ($3::text[] is null or l.type = any($3::text[]))
  and ($4::text[] is null or exists (
    select from change c where c.position = l.position and c.voices && $4::text[]))`;

// One more is found than shown, and at least one is shown, however large.
const bounded = (found: string) => `
select ${eventColumns}, l.found::integer from (
  select l.*, count(*) over () as found, row_number() over (order by position) as number,
    sum(octet_length(l.data)) over (order by position) - octet_length(l.data) as bytes_before
  from (${found} order by position limit ${mostEvents + 1}) found join log l using (position)) l
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
  const { rows } = await pool.query<[...EventRow, number]>({
    ...(stories === undefined
      ? { ...statements.all, values }
      : { ...statements.stories, values: [...values, [...new Set(stories)]] }),
    rowMode: 'array',
  });
  const events = rows.map((row) => eventOf(row as unknown as EventRow));
  const isWhole = (rows[0]?.[14] ?? 0) === rows.length;
  return { events, reached: isWhole ? end : (events.at(-1)?.position ?? end) };
}
