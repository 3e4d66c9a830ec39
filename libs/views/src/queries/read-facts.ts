import type pg from 'pg';
import type { RowKind } from '../rows.js';
import { viewsOf } from './fact-views.js';
import type { ViewedFact } from './fact-views.js';
import { saidByThen } from './said-by-then.js';
import { andStands, isSaidBy, noBound, standing, withStatements } from './standpoint.js';
import type { Reflected, ShownRows, Standpoint } from './standpoint.js';

export interface FactsPage {
  readonly kinds: readonly RowKind[];
  /** Facts that were introduced before this position, the latest first. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface FoundFacts extends Reflected {
  readonly head: number;
  /** With one more than the page holds, where there are more. */
  readonly facts: readonly ViewedFact[];
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
