import type pg from 'pg';

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
  readonly last: number | undefined;
}

interface LogRow {
  readonly position: number;
  readonly envelope: string;
  readonly data: string;
}

// The data is put in as it is stored: jsonb would order and print it in its own way.
const columns = `position, data, json_strip_nulls(json_build_object(
    'position', position, 'story', story, 'version', version, 'id', id, 'commit', commit, 'type', type,
    'schemaVersion', schema_version,
    'recordedAt', to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'recordedBy', recorded_by, 'publishedAt', published_at, 'actor', actor,
    'correlationId', correlation_id, 'causationId', causation_id))::text as envelope`;

/** The record itself, as readers have it. */
export async function readLog(pool: pg.Pool, { story, after, to, limit }: LogSpan): Promise<LogPage> {
  const { rows } = await pool.query<LogRow>(
    story === undefined
      ? {
          name: 'read_log',
          text: `select ${columns} from log where position > $1::bigint and position <= $2::bigint
            order by position limit $3::integer`,
          values: [after, to, limit],
        }
      : {
          name: 'read_story_log',
          text: `select ${columns} from log
            where story = $4::text and position > $1::bigint and position <= $2::bigint
            order by position limit $3::integer`,
          values: [after, to, limit, story],
        },
  );
  return {
    events: rows.map(({ envelope, data }) => `${envelope.slice(0, -1)},"data":${data}}`),
    last: rows.at(-1)?.position,
  };
}
