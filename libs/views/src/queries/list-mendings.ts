import type pg from 'pg';
import type { CorrectionRow, RetractionRow } from '../rows.js';
import { noBound } from './standpoint.js';
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

const select = (from: string, more = '') => `
with head as (select (select position from log order by position desc limit 1) as position)
select (select position from head) as head, (select epoch from origin) as epoch,
  (select json_agg(m order by position desc) from (
    select r.kind, r.story, r.position, r.doc, h.doc ->> 'title' as title,
      extract(epoch from (r.doc ->> 'recordedAt')::timestamptz - (r.doc ->> 'stoodSince')::timestamptz)::float8 as stood
    from ${from} r
    join view_row h on h.story = r.story and h.kind = 'header' and h.key = '*' and upper_inf(h.known)
    where r.kind in ('correction', 'retraction') and upper_inf(r.known)
      and r.position < coalesce($1::bigint, ${noBound})
      and r.position >= coalesce((select l.position from log l where l.recorded_at >= $2::timestamptz
        order by l.recorded_at, l.position limit 1), case when $2::timestamptz is null then 0 else ${noBound} end)
      and r.position <= case when $3::timestamptz is null then ${noBound} else (
        select l.position from log l where l.recorded_at <= $3::timestamptz
        order by l.recorded_at desc, l.position desc limit 1) end${more}
    order by r.position desc limit $4::integer) m) as mendings`;

const rare = 1_000;
const saying = `(
      select r.* from view_row r
      where r.kind in ('correction', 'retraction') and upper_inf(r.known)
        and r.words @@ websearch_to_tsquery('english', $6::text)
      limit ${rare})`;

const statements = {
  all: { name: 'list_mendings', text: select('view_row') },
  of: { name: 'list_mendings_of', text: select('view_row', `\n      and r.doc ->> 'recordedBy' = $5::text`) },
  saying: {
    name: 'list_mendings_saying',
    text: select(saying, `\n      and ($5::text is null or r.doc ->> 'recordedBy' = $5::text)`),
  },
  sayingOften: {
    name: 'list_mendings_saying_often',
    text: select('view_row', `\n      and coalesce(r.words @@ websearch_to_tsquery('english', $5::text), false)`),
  },
  // A key that recorded few would be looked for among all: its own are walked.
  sayingOftenOf: {
    name: 'list_mendings_saying_often_of',
    text: select(
      'view_row',
      `\n      and r.doc ->> 'recordedBy' = $5::text
      and coalesce(r.words @@ websearch_to_tsquery('english', $6::text), false)`,
    ),
  },
};

/** Corrections and retractions across stories, the latest first; with one more than the limit where there are more. */
export async function listMendings(
  pool: pg.Pool,
  { since, to, recordedBy, reason, before, limit }: MendingFilter,
): Promise<Reflected & { readonly mendings: readonly Mending[] }> {
  const values = [before ?? null, since ?? null, to ?? null, limit + 1];
  const { rows } = await pool.query<MendingAnswer>(await queryFor(pool, values, recordedBy, reason));
  const { head, epoch, mendings } = rows[0] as MendingAnswer;
  return {
    position: head ?? 0,
    epoch: epoch ?? undefined,
    mendings: (mendings ?? []).map(({ kind, story, title, stood, doc }) => {
      return { mends: kind, story, title, stoodSeconds: stood, ...doc };
    }),
  };
}

async function queryFor(
  pool: pg.Pool,
  values: readonly unknown[],
  recordedBy: string | undefined,
  reason: string | undefined,
) {
  if (reason === undefined) {
    if (recordedBy === undefined) return { ...statements.all, values: [...values] };
    return { ...statements.of, values: [...values, recordedBy] };
  }
  if (await isRare(pool, reason)) return { ...statements.saying, values: [...values, recordedBy ?? null, reason] };
  if (recordedBy === undefined) return { ...statements.sayingOften, values: [...values, reason] };
  return { ...statements.sayingOftenOf, values: [...values, recordedBy, reason] };
}

// Rare words are found by their index. Common ones are soon met on the way back from the latest, and their index would
// lead to more than a page holds.
async function isRare(pool: pg.Pool, reason: string): Promise<boolean> {
  const { rows } = await pool.query<{ found: number }>({
    name: 'count_mendings_saying',
    text: `select count(*)::integer as found from (
      select from view_row r
      where r.kind in ('correction', 'retraction') and upper_inf(r.known)
        and r.words @@ websearch_to_tsquery('english', $1::text)
      limit ${rare}) found`,
    values: [reason],
  });
  return (rows[0]?.found ?? 0) < rare;
}
