import type pg from 'pg';
import { idsIn } from '../voices.js';
import type { MayBeSaid } from '#events';
import type { RowKind } from '../rows.js';
import { rowsBy, viewing } from './fact-views.js';
import type { FactView } from './fact-views.js';
import { asIndexed, headerOf, noBound, standingWithin, standsWithin, withStatements } from './standpoint.js';
import type { Reflected, ShownRow, ShownRows } from './standpoint.js';

/** What a party said in some story, with the facts that were said in it. */
export interface Said {
  readonly story: string;
  readonly title: string;
  readonly kind: RowKind;
  readonly position: number;
  readonly view: FactView;
  readonly facts: readonly { readonly kind: RowKind; readonly view: FactView }[];
}

interface Answer extends ShownRows {
  readonly last: number | null;
  readonly titles: readonly { readonly story: string; readonly title: string }[] | null;
  readonly within: readonly (ShownRow & { readonly entry: string })[] | null;
  readonly stands: readonly ShownRow[] | null;
}

const mostWithin = 100;

// `said_by` tells where to look; whether the party is said to have said it now is seen from the row.
const text = withStatements(
  `
  select r.story, r.kind, r.key, r.doc, row_number() over (order by v.position desc) as number
  from moment cross join lateral (
    select v.* from said_by v where v.party = $2::text and v.position <= moment.at
      and v.position < coalesce($3::bigint, ${noBound})
    order by v.position desc limit $4::integer) v
  join view_row r on r.story = v.story and r.key = v.key and r.kind = any($5::text[]) and r.known @> moment.at`,
  `, within as (
  select s.story || ' ' || s.key as entry, r.story, r.kind, r.key, r.doc, r.position
  from shown s cross join moment cross join lateral (
    select r.* from view_row r where r.story = s.story and r.doc -> 'data' ->> 'saidIn' = ${asIndexed('s.key')}
      and r.doc -> 'data' ? 'saidIn' and r.known @> moment.at
    order by r.position limit ${mostWithin}) r
  where s.kind = 'statement'
),${standingWithin}`,
).concat(`,
  (select min(v.position) from moment cross join lateral (
    select v.position from said_by v where v.party = $2::text and v.position <= moment.at
      and v.position < coalesce($3::bigint, ${noBound})
    order by v.position desc limit $4::integer) v having count(*) = $4::integer) as last,
  (select json_agg(json_build_object('story', s.story, 'title', r.doc ->> 'title'))
    from (select distinct story from shown) s cross join moment cross join lateral (${headerOf('s.story')}) r) as titles,
  (select json_agg(within order by position) from within) as within,
  ${standsWithin}`);

const kinds: readonly RowKind[] = ['estimate', 'statement', 'claim', 'position', 'occurrence'];

/** A page of what a party or a speaker said, in all stories, the latest recorded first; `last` is where it ended, if there is more. */
export async function readVoices(
  pool: pg.Pool,
  party: string,
  {
    at,
    before,
    limit,
  }: { readonly at?: number | undefined; readonly before?: number | undefined; readonly limit: number },
): Promise<Reflected & { readonly head: number; readonly said: readonly Said[]; readonly last: number | undefined }> {
  const { rows } = await pool.query<Answer>({
    name: 'read_voices',
    text,
    values: [at ?? null, party, before ?? null, limit, kinds],
  });
  const answer = rows[0] as Answer;
  const { head, epoch, last, titles, behind } = answer;
  const [shown, within, stands] = [answer.shown ?? [], answer.within ?? [], answer.stands ?? []];
  const titleOf = new Map((titles ?? []).map(({ story, title }) => [story, title]));
  const viewOf = viewing({ shown: [...shown, ...within, ...stands], behind });
  const saidIn = rowsBy(within, ({ entry }) => entry);
  const said = shown
    .filter((row) => isSaidByParty(row, party))
    .map((row): Said => {
      const { story, key, kind, doc } = row;
      const facts = (saidIn.get(`${story} ${key}`) ?? []).map((fact) => ({ kind: fact.kind, view: viewOf(fact) }));
      const { position } = doc as { position: number };
      return { story, title: titleOf.get(story) ?? story, kind, position, view: viewOf(row), facts };
    });
  return { head: head ?? 0, position: at ?? head ?? 0, epoch: epoch ?? undefined, said, last: last ?? undefined };
}

function isSaidByParty({ doc }: ShownRow, party: string): boolean {
  const { by } = (doc as { readonly data: MayBeSaid }).data;
  return by !== undefined && idsIn(by).includes(party);
}
