import type pg from 'pg';
import { utcTime } from '#postgres';
import { toldChangeOf } from '../queries/told-change.js';
import type { RecordedChange, ToldChange } from '../queries/told-change.js';
import type { Row } from '../rows.js';

/** What one position does to the view of its story. Ended before begun, steps lead from its rows at one position to another. */
export interface Step {
  readonly story: string;
  readonly position: number;
  readonly version: number;
  readonly change: ToldChange;
  readonly ended: readonly { readonly kind: Row['kind']; readonly key: string }[];
  readonly begun: readonly Pick<Row, 'kind' | 'key' | 'doc'>[];
}

export interface StepsPage {
  readonly steps: readonly Step[];
  /** All steps up to here are in the page, or in those before. */
  readonly reached: number;
}

const mostSteps = 100;

interface StepRow extends RecordedChange {
  readonly story: string;
  readonly ended: Step['ended'] | null;
  readonly begun: Step['begun'] | null;
}

/** The rows that the position of an event ended, as JSON, each of these members; null where there are none. */
export const endedAt = (event: string, members: string): string => `
  select json_agg(json_build_object(${members}) order by r.kind, r.key) from view_row r
  where r.story = ${event}.story and upper(r.known) = ${event}.position and not upper_inf(r.known)`;

/** Those that it began. */
export const begunAt = (event: string): string => `
  select json_agg(json_build_object('kind', r.kind, 'key', r.key, 'doc', r.doc) order by r.kind, r.key) from view_row r
  where r.story = ${event}.story and lower(r.known) = ${event}.position`;

const text = `
with page as (
  select l.* from unnest($1::text[]) as s (story) cross join lateral (
    select l.* from log l where l.story = s.story and l.position > $2::bigint and l.position <= $3::bigint
    order by l.position limit ${mostSteps}) l
  order by l.position limit ${mostSteps}
)
select p.story, p.position, p.version, p.id, ${utcTime('p.recorded_at')} as recorded_at, p.published_at, c.doc,
  (${endedAt('p', `'kind', r.kind, 'key', r.key`)}) as ended, (${begunAt('p')}) as begun
from page p join change c on c.position = p.position order by p.position`;

/** What the positions behind `after`, up to `to`, which the views have, do to these stories, as far as one page goes. */
export async function readSteps(
  pool: pg.Pool,
  stories: readonly string[],
  after: number,
  to: number,
): Promise<StepsPage> {
  if (to <= after) return { steps: [], reached: after };
  const { rows } = await pool.query<StepRow>({
    name: 'read_steps',
    text,
    values: [[...new Set(stories)], after, to],
  });
  const steps = rows.map(({ story, ended, begun, ...row }) => {
    const { position, version } = row;
    return { story, position, version, change: toldChangeOf(row), ended: ended ?? [], begun: begun ?? [] };
  });
  return { steps, reached: rows.length < mostSteps ? to : (steps.at(-1)?.position ?? to) };
}
