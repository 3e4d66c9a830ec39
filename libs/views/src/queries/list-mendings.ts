import type pg from 'pg';
import type { CorrectionRow, RetractionRow } from '../rows.js';
import type { Reflected } from './standpoint.js';

export interface MendingFilter {
  /** RFC 3339; both inclusive. */
  readonly since?: string | undefined;
  readonly to?: string | undefined;
  /** The opaque id of a newsroom's key. */
  readonly recordedBy?: string | undefined;
  /** Words that the reason must hold. */
  readonly reason?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A correction or a retraction of some story, and how long what it mends had stood, in seconds. */
export type Mending = (CorrectionRow | RetractionRow) & {
  readonly mends: 'correction' | 'retraction';
  readonly story: string;
  readonly title: string;
  readonly stoodSeconds: number;
};

interface MendingAnswer {
  readonly head: number | null;
  readonly epoch: string | null;
  readonly mendings:
    | readonly {
        readonly kind: 'correction' | 'retraction';
        readonly story: string;
        readonly title: string;
        readonly stood: number;
        readonly doc: CorrectionRow | RetractionRow;
      }[]
    | null;
}

const select = (more: string) => `
with head as (select (select position from log order by position desc limit 1) as position)
select (select position from head) as head, (select epoch from origin) as epoch,
  (select json_agg(m order by position desc) from (
    select r.kind, r.story, r.position, r.doc, h.doc ->> 'title' as title,
      extract(epoch from (r.doc ->> 'recordedAt')::timestamptz - (r.doc ->> 'stoodSince')::timestamptz)::float8 as stood
    from view_row r
    join view_row h on h.story = r.story and h.kind = 'header' and h.key = '*' and upper_inf(h.known)
    where r.kind in ('correction', 'retraction') and upper_inf(r.known)
      and ($1::bigint is null or r.position < $1::bigint)
      and r.position >= coalesce((select l.position from log l where l.recorded_at >= $2::timestamptz
        order by l.recorded_at, l.position limit 1), case when $2::timestamptz is null then 0 else 9223372036854775807 end)
      and ($3::timestamptz is null or r.position <= (select l.position from log l where l.recorded_at <= $3::timestamptz
        order by l.recorded_at desc, l.position desc limit 1))${more}
    order by r.position desc limit $4::integer) m) as mendings`;

const statements = {
  all: { name: 'list_mendings', text: select('') },
  of: { name: 'list_mendings_of', text: select(`\n      and r.doc ->> 'recordedBy' = $5::text`) },
  saying: {
    name: 'list_mendings_saying',
    text: select(`\n      and ($5::text is null or r.doc ->> 'recordedBy' = $5::text)
      and r.words is not null and r.words @@ websearch_to_tsquery('english', $6::text)`),
  },
};

/** Corrections and retractions across stories, the latest first; with one more than the limit where there are more. */
export async function listMendings(
  pool: pg.Pool,
  { since, to, recordedBy, reason, before, limit }: MendingFilter,
): Promise<Reflected & { readonly mendings: readonly Mending[] }> {
  const values = [before ?? null, since ?? null, to ?? null, limit + 1];
  const query =
    reason !== undefined
      ? { ...statements.saying, values: [...values, recordedBy ?? null, reason] }
      : recordedBy !== undefined
        ? { ...statements.of, values: [...values, recordedBy] }
        : { ...statements.all, values };
  const { rows } = await pool.query<MendingAnswer>(query);
  const { head, epoch, mendings } = rows[0] as MendingAnswer;
  return {
    position: head ?? 0,
    epoch: epoch ?? undefined,
    mendings: (mendings ?? []).map(({ kind, story, title, stood, doc }) => {
      return { mends: kind, story, title, stoodSeconds: stood, ...doc };
    }),
  };
}
