import type pg from 'pg';
import type { RowDocs, RowKind } from '../rows.js';
import { saidByThen } from './said-by-then.js';
import { andStands, isSaidBy, noBound, sayingIn, standing, withStatements } from './standpoint.js';
import type { Reflected, Saying, ShownRow, ShownRows, Standpoint } from './standpoint.js';
import { standsOn } from './story-document.js';
import type { ClaimView } from './story-document.js';

export interface FactsPage {
  readonly kinds: readonly RowKind[];
  /** Facts that were introduced before this position, the latest first. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export type FactView =
  Saying<RowDocs['estimate' | 'statement' | 'position' | 'occurrence']> | ClaimView | RowDocs[RowKind];

export interface FoundFacts extends Reflected {
  readonly head: number;
  /** With one more than the page holds, where there are more. */
  readonly facts: readonly { readonly kind: RowKind; readonly position: number; readonly view: FactView }[];
}

const text = andStands(
  withStatements(
    `
  select r.story, r.kind, r.key, r.doc, row_number() over (order by r.position desc) as number
  from moment cross join lateral (
    select r.* from unnest($4::text[]) as kinds (kind) cross join lateral (
      select r.* from view_row r
      where r.story = $2::text and r.kind = kinds.kind and r.position <= moment.at
        and r.position < coalesce($5::bigint, ${noBound}) and r.known @> moment.at and ${isSaidBy('$3')}
      order by r.position desc limit $6::integer) r
    order by r.position desc limit $6::integer) r`,
    `,${standing}`,
  ),
);

/** A page of the facts of a story that are of some kinds, the latest recorded first. */
export async function readFacts(
  pool: pg.Pool,
  story: string,
  { at, until }: Standpoint,
  { kinds, before, limit }: FactsPage,
): Promise<FoundFacts> {
  const { rows } = await pool.query<ShownRows>({
    name: 'read_facts',
    text,
    values: [at ?? null, story, until ?? null, kinds, before ?? null, limit + 1],
  });
  const answer = rows[0] as ShownRows;
  const head = answer.head ?? 0;
  const known = answer.shown ?? [];
  const shown = until === undefined ? known : await saidByThen(pool, story, known, { at: at ?? head, until });
  return { head, position: at ?? head, epoch: answer.epoch ?? undefined, facts: viewsOf({ ...answer, shown }) };
}

/** The rows with who said them, and claims with where parties stand. */
export function viewsOf(answer: Pick<ShownRows, 'shown' | 'behind'>): FoundFacts['facts'] {
  const shown = answer.shown ?? [];
  const saying = sayingIn(answer);
  const stands = shown.flatMap(({ kind, doc }) => (kind === 'stand' ? [doc as RowDocs['stand']] : []));
  return shown.flatMap((row) => {
    if (row.kind === 'stand' || row.kind === 'header') return [];
    return [
      { kind: row.kind, position: (row.doc as { position: number }).position, view: viewOf(row, saying, stands) },
    ];
  });
}

function viewOf(
  { story, kind, doc }: ShownRow,
  saying: ReturnType<typeof sayingIn>,
  stands: readonly RowDocs['stand'][],
): FactView {
  switch (kind) {
    case 'estimate':
    case 'statement':
    case 'position':
    case 'occurrence':
      return saying(story, doc as RowDocs['statement']);
    case 'claim': {
      const claim = saying(story, doc as RowDocs['claim']);
      return { ...claim, stands: standsOn(claim, stands) };
    }
    case 'header':
    case 'story':
    case 'title':
    case 'summary':
    case 'link':
    case 'closing':
    case 'reopening':
    case 'source':
    case 'stand':
    case 'correction':
    case 'retraction':
      return doc;
  }
}
