import type pg from 'pg';
import { utcTime } from '#postgres';
import { toldChangeOf } from '../queries/told-change.js';
import type { RecordedChange, ToldChange } from '../queries/told-change.js';
import type { Row } from '../rows.js';
import { begunAt, endedAt } from './read-steps.js';

/** One event of a story, with what it did to the view: ended before begun, steps lead from its rows at one position to another. */
export interface ReplayStep extends Pick<ToldChange, 'position' | 'version' | 'id' | 'recordedAt' | 'publishedAt'> {
  readonly type: string;
  readonly schemaVersion: number;
  readonly sentence: string;
  /** What the sentence says, in data. */
  readonly change: Omit<ToldChange, 'position' | 'version' | 'id' | 'recordedAt' | 'publishedAt' | 'sentence'>;
  /** As they were until then. */
  readonly ended: readonly Pick<Row, 'kind' | 'key' | 'doc'>[];
  readonly begun: readonly Pick<Row, 'kind' | 'key' | 'doc'>[];
}

export interface ReplaySpan {
  /** Positions that the views have: behind the one, up to the other. */
  readonly after: number;
  readonly to: number;
  readonly limit: number;
}

export interface ReplayPage {
  /** In position order; `data` is the JSON text that was published. */
  readonly steps: readonly { readonly step: ReplayStep; readonly data: string }[];
  readonly hasMore: boolean;
}

interface ReplayRow extends RecordedChange {
  readonly type: string;
  readonly schema_version: number;
  readonly data: string;
  readonly ended: string | null;
  readonly begun: string | null;
  readonly found: number;
}

const pageBytes = 4 * 1024 * 1024;

// One event more than asked is found, to know whether there is more, and at least one is told, however large.
const text = `
with page as (
  select l.* from log l where l.story = $1::text and l.position > $2::bigint and l.position <= $3::bigint
  order by l.position limit $4::integer + 1
), told as (
  select p.*, count(*) over () as found, row_number() over (order by p.position) as number,
    (${endedAt('p', `'kind', r.kind, 'key', r.key, 'doc', r.doc`)})::text as ended, (${begunAt('p')})::text as begun
  from page p
), sized as (
  select t.*, sum(octet_length(data) + coalesce(octet_length(ended), 0) + coalesce(octet_length(begun), 0))
    over (order by position rows between unbounded preceding and 1 preceding) as bytes_before
  from told t
)
select s.position, s.version, s.id, s.type, s.schema_version, ${utcTime('s.recorded_at')} as recorded_at, s.published_at,
  s.data, s.ended, s.begun, s.found::integer, c.doc
from sized s join change c on c.position = s.position
where s.number <= $4::integer and coalesce(s.bytes_before, 0) < ${pageBytes} order by s.position`;

/** What the events of a story did to its view, one by one: a page is `limit` of them, or about 4 MiB. */
export async function readReplay(pool: pg.Pool, story: string, { after, to, limit }: ReplaySpan): Promise<ReplayPage> {
  const { rows } = await pool.query<ReplayRow>({ name: 'read_replay', text, values: [story, after, to, limit] });
  const steps = rows.map(({ ended, begun, data, type, schema_version: schemaVersion, ...row }) => {
    const { position, version, id, recordedAt, publishedAt, sentence, ...change } = toldChangeOf(row);
    const published = publishedAt === undefined ? {} : { publishedAt };
    const envelope = { position, version, id, type, schemaVersion, recordedAt, ...published };
    const step = { ...envelope, sentence, change, ended: rowsOf(ended), begun: rowsOf(begun) };
    return { step, data };
  });
  return { steps, hasMore: (rows[0]?.found ?? 0) > rows.length };
}

const rowsOf = (json: string | null) => (json === null ? [] : (JSON.parse(json) as ReplayStep['begun']));
