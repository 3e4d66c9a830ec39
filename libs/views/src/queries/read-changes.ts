import type pg from 'pg';
import type { Change } from '../rows.js';
import { tellChange } from '../tell/tell-change.js';

export type ToldChange = Change & {
  readonly position: number;
  readonly version: number;
  readonly id: string;
  /** When it became known here. */
  readonly recordedAt: string;
  readonly publishedAt?: string;
  readonly sentence: string;
};

interface ChangeRow {
  readonly position: number;
  readonly version: number;
  readonly id: string;
  readonly recorded_at: string;
  readonly published_at: string | null;
  readonly doc: Change;
}

/** What a reader must be told of the positions behind `from` up to `to`, in order, with a sentence for each. */
export async function readChanges(
  pool: pg.Pool,
  story: string,
  span: { readonly from: number; readonly to: number; readonly limit: number },
): Promise<ToldChange[]> {
  const { rows } = await pool.query<ChangeRow>({
    name: 'read_changes',
    text: `select c.position, l.version, l.id,
        to_char(l.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at, l.published_at, c.doc
      from change c join log l on l.position = c.position
      where c.story = $1::text and c.position > $2::bigint and c.position <= $3::bigint
      order by c.position limit $4::integer`,
    values: [story, span.from, span.to, span.limit],
  });
  return rows.map(({ position, version, id, recorded_at, published_at, doc }) => ({
    ...doc,
    position,
    version,
    id,
    recordedAt: recorded_at,
    ...(published_at === null ? {} : { publishedAt: published_at }),
    sentence: tellChange(doc, { recordedAt: recorded_at }),
  }));
}
