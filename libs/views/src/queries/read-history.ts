import type pg from 'pg';
import { utcTime } from '#postgres';
import type { Row } from '../rows.js';
import { toldChangeOf } from './told-change.js';
import type { RecordedChange, ToldChange } from './told-change.js';
import type { Reflected } from './standpoint.js';

/** A row with the positions between which it was the current knowledge: from `from` on, and before `to`. */
export type KnownRow = Pick<Row, 'kind' | 'key' | 'doc'> & { readonly from: number; readonly to?: number | undefined };

/** All that was ever known of a story: every state of it can be made of this. */
export interface History {
  readonly story: string;
  /** By their numbers, without a gap. */
  readonly versions: readonly { readonly position: number; readonly recordedAt: string }[];
  readonly rows: readonly KnownRow[];
  /** As they were recorded, one for each version. */
  readonly changes: readonly ToldChange[];
}

interface Answer {
  readonly head: number | null;
  readonly epoch: string | null;
  readonly versions: History['versions'] | null;
  readonly rows: readonly (Omit<KnownRow, 'to'> & { readonly to: number | null })[] | null;
  readonly changes: readonly RecordedChange[] | null;
}

const text = `
select (select position from log order by position desc limit 1) as head, (select epoch from origin) as epoch,
  (select json_agg(json_build_object('position', position, 'recordedAt', ${utcTime('recorded_at')}) order by version)
    from log where story = $1::text) as versions,
  (select json_agg(json_build_object('kind', kind, 'key', key, 'from', lower(known), 'to', upper(known), 'doc', doc)
      order by lower(known), kind, key) from view_row where story = $1::text) as rows,
  (select json_agg(json_build_object('position', c.position, 'version', l.version, 'id', l.id,
      'recorded_at', ${utcTime('l.recorded_at')}, 'published_at', l.published_at, 'doc', c.doc) order by c.position)
    from change c join log l on l.position = c.position where c.story = $1::text) as changes`;

/** The history of a story; undefined where there is no such story. It is as long as the story is: for those that are short. */
export async function readHistory(
  pool: pg.Pool,
  story: string,
): Promise<Reflected & { readonly history: History | undefined }> {
  const { rows: answers } = await pool.query<Answer>({ name: 'read_history', text, values: [story] });
  const { head, epoch, versions, rows, changes } = answers[0] as Answer;
  const reflected = { position: head ?? 0, epoch: epoch ?? undefined };
  if (versions === null) return { ...reflected, history: undefined };
  return {
    ...reflected,
    history: {
      story,
      versions,
      rows: (rows ?? []).map(({ to, ...row }) => (to === null ? row : { ...row, to })),
      changes: (changes ?? []).map(toldChangeOf),
    },
  };
}
