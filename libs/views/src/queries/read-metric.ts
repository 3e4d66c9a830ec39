import type pg from 'pg';
import { viewsOf } from './fact-views.js';
import type { FoundFacts } from './read-facts.js';
import { saidByThen } from './said-by-then.js';
import { isSaidBy, withStatements } from './standpoint.js';
import type { ShownRows, Standpoint } from './standpoint.js';

const text = withStatements(`
  select r.story, r.kind, r.key, r.doc, r.position as number from moment cross join lateral (
    select r.* from view_row r
    where r.story = $2::text and r.kind = 'estimate' and r.doc -> 'data' -> 'metric' ->> 'id' = $4::text
      and r.position <= moment.at and r.position > $5::bigint and r.known @> moment.at and ${isSaidBy('$3')}
    order by r.position limit $6::integer) r`);

/** A page of the figures of one metric, the earliest recorded first. */
export async function readMetric(
  pool: pg.Pool,
  story: string,
  metric: string,
  { at, until }: Standpoint,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<FoundFacts> {
  const { rows } = await pool.query<ShownRows>({
    name: 'read_metric',
    text,
    values: [at ?? null, story, until ?? null, metric, after, limit + 1],
  });
  const answer = rows[0] as ShownRows;
  const head = answer.head ?? 0;
  const known = answer.shown ?? [];
  const shown = until === undefined ? known : await saidByThen(pool, story, known, { at: at ?? head, until });
  return { head, position: at ?? head, epoch: answer.epoch ?? undefined, facts: viewsOf({ ...answer, shown }) };
}
