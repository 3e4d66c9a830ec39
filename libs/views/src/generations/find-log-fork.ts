import type pg from 'pg';
import type { ShownEvent } from '#events';
import { utcTime } from '#postgres';

type LogRow = readonly (string | number | null)[];

/**
 * The first of these events, which follow each other, that the views' log does not have just so, as far as its head;
 * undefined where it has them all.
 */
export async function findLogFork(
  pool: pg.Pool,
  events: readonly ShownEvent[],
  head: number,
): Promise<number | undefined> {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined || first.position > head) return undefined;
  const { rows } = await pool.query<[...LogRow]>({
    name: 'read_log_as_it_is',
    text: `select position, commit, version, schema_version, story, id, type, ${utcTime('recorded_at')}, recorded_by,
        published_at, correlation_id, causation_id, actor, data
      from log where position >= $1::bigint and position <= $2::bigint order by position`,
    values: [first.position, last.position],
    rowMode: 'array',
  });
  const kept = new Map(rows.map((fields): [number, LogRow] => [Number(fields[0]), fields]));
  return events.find((event) => event.position <= head && !isSame(kept.get(event.position), event))?.position;
}

function isSame(row: LogRow | undefined, event: ShownEvent): boolean {
  const { position, commit, version, schemaVersion, story, id, type, recordedAt, recordedBy } = event;
  const { publishedAt = null, correlationId = null, causationId = null, actor = null, data } = event;
  const fields = [position, commit, version, schemaVersion, story, id, type, recordedAt, recordedBy];
  const all = [...fields, publishedAt, correlationId, causationId, actor, data];
  return row !== undefined && all.every((value, at) => row[at] === value);
}
