import type pg from 'pg';
import type { RowKind } from '../rows.js';
import { rowsBy, viewing } from './fact-views.js';
import type { FactView } from './fact-views.js';
import { saidByThen } from './said-by-then.js';
import { asIndexed, isSaidBy, standingWithin, standsWithin, withStatements } from './standpoint.js';
import type { Reflected, ShownRow, ShownRows, Standpoint } from './standpoint.js';

/** Where a page of the timeline ended: the place of its last entry on the axis, and its position. */
export interface TimelinePlace {
  readonly key: string;
  readonly position: number;
}

export interface TimelinePage {
  readonly order: 'earliest' | 'latest';
  readonly after?: TimelinePlace | undefined;
  readonly limit: number;
}

/** A fact with a place of its own on the axis, and the facts that were said in it. */
export interface TimelineEntry {
  readonly kind: RowKind;
  readonly view: FactView;
  readonly facts: readonly { readonly kind: RowKind; readonly view: FactView }[];
  readonly place: TimelinePlace;
}

export interface FoundTimeline extends Reflected {
  readonly head: number;
  /** With one more than the page holds, where there are more. */
  readonly entries: readonly TimelineEntry[];
}

/** How many facts an entry shows of those said in it. */
const mostWithin = 200;

const key = `(r.doc -> 'order' ->> 'key') collate "C"`;

// Where the page goes on, as a bound of the index: behind what is dated, none of it is left.
const isPast = `$4::text collate "C" >= '~'`;
const bounds = {
  asc: `(coalesce($4::text, ''), coalesce($5::bigint, 0))`,
  desc: `(case when ${isPast} then '' else coalesce($4::text, '~') end, coalesce($5::bigint, 0))`,
  undated: `(case when ${isPast} then $4::text else '~' end, case when ${isPast} then $5::bigint else 0 end)`,
} as const;

// What has no known time stands behind all that has one, whichever way the axis is read; so the two are read apart.
function branch(isDated: boolean, order: TimelinePage['order']): string {
  const way = order === 'latest' && isDated ? 'desc' : 'asc';
  const beyond = way === 'asc' ? '>' : '<';
  const side = isDated ? `${key} < '~'` : `${key} >= '~'`;
  const after = `(${key}, r.position) ${beyond} ${bounds[isDated ? way : 'undated']}`;
  return `(select r.*, ${isDated ? 0 : 1} as side from view_row r
      where r.story = $2::text and r.doc ? 'order' and r.kind <> 'source' and r.position <= moment.at
        and r.known @> moment.at and ${side} and ${after} and ${isSaidBy('$3')}
      order by ${key} ${way}, r.position ${way} limit $6::integer)`;
}

const text = (order: TimelinePage['order']): string => {
  const way = order === 'latest' ? 'desc' : 'asc';
  return withStatements(
    `
  select r.story, r.kind, r.key, r.doc, row_number() over (order by side, case side when 0 then ${key} end ${way},
      case side when 0 then r.position end ${way}, ${key}, r.position) as number
  from moment cross join lateral (
    select * from (${branch(true, order)} union all ${branch(false, order)}) r
    order by side, case side when 0 then ${key} end ${way}, case side when 0 then r.position end ${way}, ${key}, r.position
    limit $6::integer) r`,
    `, within as (
  select s.key as entry, r.story, r.kind, r.key, r.doc, r.position
  from shown s cross join moment cross join lateral (
    select r.* from view_row r where r.story = s.story and r.doc -> 'data' ->> 'saidIn' = ${asIndexed('s.key')}
      and r.doc -> 'data' ? 'saidIn' and r.known @> moment.at
    order by r.position limit ${mostWithin}) r
  where s.kind = 'statement'
  union all
  select w.entry, r.story, r.kind, r.key, r.doc, r.position
  from within w cross join moment cross join lateral (
    select r.* from view_row r where r.story = w.story and r.doc -> 'data' ->> 'saidIn' = ${asIndexed('w.key')}
      and r.doc -> 'data' ? 'saidIn' and r.known @> moment.at
    order by r.position limit ${mostWithin}) r
  where w.kind = 'statement'
),${standingWithin}`,
  ).concat(`,
  (select json_agg(w order by position) from (
     select within.*, row_number() over (partition by entry order by position) as place from within) w
   where place <= ${mostWithin}) as within,
  ${standsWithin}`);
};

const statements = {
  earliest: { name: 'read_timeline_earliest', text: text('earliest') },
  latest: { name: 'read_timeline_latest', text: text('latest') },
};

interface Answer extends ShownRows {
  readonly within: readonly (ShownRow & { readonly entry: string })[] | null;
  readonly stands: readonly ShownRow[] | null;
}

/** A page of what was said and happened in a story, in that order, as far as it is known. */
export async function readTimeline(
  pool: pg.Pool,
  story: string,
  { at, until }: Standpoint,
  { order, after, limit }: TimelinePage,
): Promise<FoundTimeline> {
  const { rows } = await pool.query<Answer>({
    ...statements[order],
    values: [at ?? null, story, until ?? null, after?.key ?? null, after?.position ?? null, limit + 1],
  });
  const answer = rows[0] as Answer;
  const { head, epoch } = answer;
  const [shown, within, stands] = [answer.shown ?? [], answer.within ?? [], answer.stands ?? []];
  const known = [...shown, ...within, ...stands];
  const then = until === undefined ? known : await saidByThen(pool, story, known, { at: at ?? head ?? 0, until });
  const byKey = new Map(then.map((row) => [row.key, row]));
  const tell = viewing({ shown: then, behind: answer.behind });
  const viewOf = (row: ShownRow) => tell(byKey.get(row.key) ?? row);
  const saidIn = rowsBy(within, ({ entry }) => entry);
  const entries = shown.map((row): TimelineEntry => {
    const { order, position } = row.doc as { order: { key: string }; position: number };
    const facts = (saidIn.get(row.key) ?? []).map((fact) => ({ kind: fact.kind, view: viewOf(fact) }));
    return { kind: row.kind, view: viewOf(row), facts, place: { key: order.key, position } };
  });
  return { head: head ?? 0, position: at ?? head ?? 0, epoch: epoch ?? undefined, entries };
}
