import type pg from 'pg';
import type { EventId, Position, StoredEvent, StoryId, Version } from '#events';
import { utcTime } from '#postgres';

export interface EnvelopeRow {
  readonly position: number;
  readonly story: string;
  readonly version: number;
  readonly id: string;
  readonly commit: number;
  readonly type: string;
  readonly schema_version: number;
  readonly recorded_at: string;
  readonly recorded_by: string;
  readonly published_at: string | null;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
}

export interface EventRow extends EnvelopeRow {
  readonly actor: string | null;
  readonly data: string;
  readonly salt: string;
}

/** An event without its payload. */
export type Envelope = Omit<StoredEvent, 'actor' | 'data' | 'salt'>;

/** What an event's row holds, without its payload. */
export const envelopeColumns = `e.position, e.story, e.version, e.id, e.commit, e.type, e.schema_version,
  ${utcTime('e.recorded_at')} as recorded_at, e.recorded_by, e.published_at, e.correlation_id, e.causation_id`;

export const columns = `${envelopeColumns}, p.actor, p.data, encode(p.salt, 'hex') as salt`;

/** A page of the ledger behind a position: at most `most` events and about `bytes` bytes of data, at least one event. */
export async function readEvents(pool: pg.Pool, after: number, most = 500, bytes = 900_000): Promise<StoredEvent[]> {
  const { rows } = await pool.query<EventRow>({
    name: 'read_events',
    text: `select * from (
        select ${columns}, sum(octet_length(p.data)) over (order by e.position) - octet_length(p.data) as before_bytes
        from event e join payload p using (position)
        where e.position > $1::bigint and e.position <= $1::bigint + $2::bigint
      ) page where before_bytes < $3::bigint or position = $1::bigint + 1 order by position`,
    values: [after, most, bytes],
  });
  return rows.map(storedEvent);
}

/** The events behind a position up to another one, in order. */
export async function readSpan(pool: pg.Pool, after: number, to: number): Promise<StoredEvent[]> {
  const { rows } = await pool.query<EventRow>({
    name: 'read_span',
    text: `select ${columns} from event e join payload p using (position)
      where e.position > $1::bigint and e.position <= $2::bigint order by e.position`,
    values: [after, to],
  });
  return rows.map(storedEvent);
}

/** One event, or undefined where the ledger has none at the position. */
export async function readEventAt(pool: pg.Pool, position: number): Promise<StoredEvent | undefined> {
  const { rows } = await pool.query<EventRow>({
    name: 'read_event_at',
    text: `select ${columns} from event e join payload p using (position) where e.position = $1::bigint`,
    values: [position],
  });
  return rows.map(storedEvent)[0];
}

/** A page of a story behind a version, in order; an empty one at its end. */
export async function readStory(pool: pg.Pool, story: StoryId, after: number, most = 200): Promise<StoredEvent[]> {
  const { rows } = await pool.query<EventRow>({
    name: 'read_story',
    text: `select ${columns} from event e join payload p using (position)
      where e.story = $1::text and e.version > $2::integer and e.version <= $2::integer + $3::integer
      order by e.version`,
    values: [story, after, most],
  });
  return rows.map(storedEvent);
}

/** The version that a story is at; 0 where there is none. */
export async function readVersion(pool: pg.Pool, story: StoryId): Promise<number> {
  const { rows } = await pool.query<{ version: number }>({
    name: 'read_version',
    text: `select version from event where story = $1::text order by version desc limit 1`,
    values: [story],
  });
  return rows[0]?.version ?? 0;
}

/** The events of a story that have these ids, in order. */
export async function readByIds(pool: pg.Pool, story: StoryId, ids: readonly EventId[]): Promise<StoredEvent[]> {
  const { rows } = await pool.query<EventRow>({
    name: 'read_by_ids',
    text: `select ${columns} from event e join payload p using (position)
      where e.story = $1::text and e.id = any($2::text[]) order by e.version`,
    values: [story, ids],
  });
  return rows.map(storedEvent);
}

/** The last position; 0 in an empty ledger. */
export async function readHead(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ position: number }>({
    name: 'read_head',
    text: `select position from event order by position desc limit 1`,
  });
  return rows[0]?.position ?? 0;
}

/** The id of the history that this ledger writes. */
export async function readEpoch(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(`select id from epoch order by number desc limit 1`);
  const [row] = rows;
  if (row === undefined) throw new Error('the ledger has no epoch');
  return row.id;
}

export function envelopeOf(row: EnvelopeRow): Envelope {
  return {
    position: row.position as Position,
    story: row.story as StoryId,
    version: row.version as Version,
    id: row.id as EventId,
    commit: row.commit as Position,
    type: row.type,
    schemaVersion: row.schema_version,
    recordedAt: row.recorded_at,
    recordedBy: row.recorded_by,
    ...(row.published_at === null ? {} : { publishedAt: row.published_at }),
    ...(row.correlation_id === null ? {} : { correlationId: row.correlation_id }),
    ...(row.causation_id === null ? {} : { causationId: row.causation_id }),
  };
}

export function storedEvent(row: EventRow): StoredEvent {
  const { actor, data, salt } = row;
  return { ...envelopeOf(row), ...(actor === null ? {} : { actor }), data, salt };
}
