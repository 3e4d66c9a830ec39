import type pg from 'pg';
import { utcTime } from '#postgres';

export interface LogSpan {
  /** One story, or all. */
  readonly story?: string;
  readonly after: number;
  readonly to: number;
  readonly limit: number;
}

interface LogPage {
  /** JSON texts of the events; `data` in them is the stored bytes. */
  readonly events: readonly string[];
  /** The last position of the page; undefined where it is empty. */
  readonly last: number | undefined;
  readonly hasMore: boolean;
}

interface LogRow {
  readonly position: number;
  readonly envelope: string;
  readonly data: string;
  readonly found: number;
}

// The data is put in as it is stored: jsonb would order and print it in its own way.
const columns = `position, case when is_json then data else to_json(data)::text end as data, json_strip_nulls(json_build_object(
    'position', position, 'story', story, 'version', version, 'id', id, 'commit', commit, 'type', type,
    'schemaVersion', schema_version,
    'recordedAt', ${utcTime('recorded_at')},
    'recordedBy', recorded_by, 'publishedAt', published_at, 'actor', actor,
    'correlationId', correlation_id, 'causationId', causation_id))::text as envelope`;

// One row more than asked is found, to know whether there is more.
const bounded = (select: string) => `
  select ${columns}, found::integer from (
    select page.*, count(*) over () as found, row_number() over (order by position) as number,
      sum(octet_length(data)) over (order by position) - octet_length(data) as bytes_before
    from (${select} order by position limit $3::integer + 1) page) sized
  where number <= $3::integer and bytes_before < $4::bigint order by position`;

const pageBytes = 4 * 1024 * 1024;

/** The record itself, as readers have it: a page is `limit` events, or about 4 MiB of data, at least one event. */
export async function readLog(pool: pg.Pool, { story, after, to, limit }: LogSpan): Promise<LogPage> {
  const { rows } = await pool.query<LogRow>(
    story === undefined
      ? {
          name: 'read_log',
          text: bounded(`select * from log where position > $1::bigint and position <= $2::bigint`),
          values: [after, to, limit, pageBytes],
        }
      : {
          name: 'read_story_log',
          text: bounded(`select * from log
            where story = $5::text and position > $1::bigint and position <= $2::bigint`),
          values: [after, to, limit, pageBytes, story],
        },
  );
  return {
    events: rows.map(({ envelope, data }) => `${envelope.slice(0, -1)},"data":${data}}`),
    last: rows.at(-1)?.position,
    hasMore: (rows[0]?.found ?? 0) > rows.length,
  };
}
