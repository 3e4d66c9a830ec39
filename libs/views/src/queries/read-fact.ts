import type pg from 'pg';
import { utcTime } from '#postgres';
import type { Cite } from '#events';
import type { RowDocs, RowKind } from '../rows.js';
import { viewsOf } from './fact-views.js';
import type { FactView } from './fact-views.js';
import { andStands, standing, withStatements } from './standpoint.js';
import type { Reflected, ShownRow, ShownRows } from './standpoint.js';

/** What was known of a fact between two positions; `until` is absent where it still is. */
export interface KnownVersion {
  readonly from: number;
  readonly until?: number;
  readonly recordedAt: string;
  readonly doc: object;
}

/** Where a fact comes from, and all that was ever known of it. */
export interface FactOrigin {
  readonly kind: RowKind;
  readonly view: FactView;
  /** The sources that it is cited from, as they are known. */
  readonly sources: readonly RowDocs['source'][];
  readonly recordedBy: string;
  /** When readers could first see it. */
  readonly visibleAt: string;
  readonly history: readonly KnownVersion[];
}

interface Answer extends ShownRows {
  readonly recorded_by: string | null;
  readonly visible_at: string | null;
  readonly sources: readonly ShownRow[] | null;
  readonly history: readonly { from: number; until: number | null; recorded_at: string; doc: object }[] | null;
}

const mostVersions = 1_000;

const text = andStands(
  withStatements(
    `
  select r.story, r.kind, r.key, r.doc, 1 as number from moment join log l on l.story = $2::text and l.id = $3::text
  join view_row r on r.story = $2::text and r.key = $3::text and r.kind = any($4::text[]) and r.known @> moment.at`,
    `,${standing}`,
  ),
).concat(
  `,
  (select l.recorded_by from shown s join log l on l.position = (s.doc ->> 'position')::bigint) as recorded_by,
  (select ${utcTime('l.visible_at')} from shown s join log l on l.position = (s.doc ->> 'position')::bigint) as visible_at,
  (select json_agg(r order by key) from (
    select distinct r.story, r.kind, r.key, r.doc
    from (select * from shown union all select *, 0 from behind) s cross join moment
    cross join jsonb_array_elements(s.doc -> 'data' -> 'cites') cite
    join view_row r on r.story = $2::text and r.kind = 'source' and r.key = cite ->> 'source' and r.known @> moment.at
    where s.doc -> 'data' ? 'cites') r) as sources,
  (select json_agg(h order by "from") from (
    select lower(r.known) as "from", case when upper(r.known) <= moment.at then upper(r.known) end as until,
      ${utcTime('l.recorded_at')} as recorded_at, r.doc
    from shown s cross join moment
    join view_row r on r.story = s.story and r.kind = s.kind and r.key = s.key and lower(r.known) <= moment.at
    join log l on l.position = lower(r.known)
    order by lower(r.known) desc limit ${mostVersions}) h) as history`,
);

/** A fact of a story, as known at a position; undefined where there is none of that id. */
export async function readFactOrigin(
  pool: pg.Pool,
  story: string,
  id: string,
  kinds: readonly RowKind[],
  at?: number,
): Promise<Reflected & { readonly head: number; readonly origin: FactOrigin | undefined }> {
  const { rows } = await pool.query<Answer>({ name: 'read_fact', text, values: [at ?? null, story, id, kinds] });
  const answer = rows[0] as Answer;
  const head = answer.head ?? 0;
  const reflected = { head, position: at ?? head, epoch: answer.epoch ?? undefined };
  const [fact] = viewsOf(answer);
  if (fact === undefined) return { ...reflected, origin: undefined };
  const cited = ('said' in fact.view ? (fact.view.said as { cites?: readonly Cite[] }).cites : undefined) ?? [];
  const sources = (answer.sources ?? [])
    .map(({ doc }) => doc as RowDocs['source'])
    .filter(({ id: source }) => cited.some((cite) => cite.source === source));
  const history = (answer.history ?? []).map(({ from, until, recorded_at: recordedAt, doc }) => {
    return { from, ...(until === null ? {} : { until }), recordedAt, doc };
  });
  const { recorded_by: recordedBy, visible_at: visibleAt } = answer;
  return {
    ...reflected,
    origin: { ...fact, sources, recordedBy: recordedBy ?? '', visibleAt: visibleAt ?? '', history },
  };
}
