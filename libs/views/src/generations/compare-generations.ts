import type pg from 'pg';
import { quoteIdentifier } from '#postgres';
import type { BuildReport } from './build-report.js';
import { slotSchema } from './slot.js';
import type { Slot } from './slot.js';

/** What one generation says and the other does not. A value that is undefined is not there. */
export interface Drift {
  readonly view: 'rows' | 'changes' | 'voices' | 'parked' | 'heads' | 'topic';
  readonly story: string;
  /** Of a row: its kind, its key and the position since which it was known; else a position, or a party and one. */
  readonly row: string;
  /** A JSON pointer into the row; empty where a whole row is missing. */
  readonly field: string;
  readonly shown: unknown;
  readonly built: unknown;
}

export interface Comparison {
  /** The first that were found, at most `mostTold`. */
  readonly drift: readonly Drift[];
  readonly count: number;
}

const mostTold = 1_000;
const storiesAtOnce = 500;

/**
 * Whether a position is not of what was published meanwhile: up to `$3`, as of which is compared, or behind the head of the
 * log, where nothing may be.
 */
const isOfThen = (position: string) =>
  `coalesce(${position}, 0) not between $3::bigint + 1 and (select coalesce(max(position), 0) from log)`;

/** The rows of one table as JSON documents with names, of the stories of a span, as they stood at a position. */
const views: readonly { readonly view: Drift['view']; readonly of: (schema: string) => string }[] = [
  {
    view: 'rows',
    of: (schema) => `select story, kind || ' ' || key || coalesce(' since ' || lower(known), ', never known') as name,
        jsonb_build_object('doc', doc, 'until', case when ${isOfThen('upper(known)')} then upper(known) end) as doc
      from ${schema}.view_row where story > $1::text and story <= $2::text and ${isOfThen('lower(known)')}`,
  },
  {
    view: 'changes',
    of: (schema) => `select story, position::text as name,
        jsonb_build_object('rank', rank, 'subject', subject, 'about', about, 'mends', mends, 'voices', to_jsonb(voices), 'doc', doc) as doc
      from ${schema}.change where story > $1::text and story <= $2::text and ${isOfThen('position')}`,
  },
  {
    view: 'voices',
    of: (schema) => `select story, party || ' at ' || position as name, jsonb_build_object('key', key) as doc
      from ${schema}.said_by where story > $1::text and story <= $2::text and ${isOfThen('position')}`,
  },
  {
    view: 'parked',
    of: (schema) => `select story, position::text as name, jsonb_build_object('event', event, 'reason', reason) as doc
      from ${schema}.parked where story > $1::text and story <= $2::text and ${isOfThen('position')} and healed is null`,
  },
  {
    // The head of a story that does not rest is of when it last did, or not there, and nobody reads it.
    view: 'heads',
    of: (schema) => `select story, 'of the last change' as name,
        jsonb_build_object('version', version, 'changed', changed, 'status', status) as doc
      from ${schema}.story_head h where story > $1::text and story <= $2::text
        and not exists (select from log l where l.story = h.story and l.position > $3::bigint - 1000)`,
  },
];

interface DifferentRow {
  readonly story: string;
  readonly name: string;
  readonly shown: unknown;
  readonly built: unknown;
}

/** Compares two generations row by row as they stood at a position, whatever is published meanwhile. */
export async function compareGenerations(
  pool: pg.Pool | pg.ClientBase,
  schema: string,
  slots: { readonly shown: Slot; readonly built: Slot },
  at: number,
  report: BuildReport,
): Promise<Comparison> {
  const schemaOf = (slot: Slot) => quoteIdentifier(slotSchema(schema, slot));
  const { rows: counted } = await pool.query<{ stories: number }>(
    `select count(distinct story)::integer as stories from log where position <= $1::bigint`,
    [at],
  );
  const total = counted[0]?.stories ?? 0;
  const drift: Drift[] = [];
  let count = 0;
  let done = 0;
  for (let behind = ''; ;) {
    report.signal?.throwIfAborted();
    const end = await endOfSpan(pool, schemaOf(slots.built), behind);
    for (const { view, of } of views) {
      const { rows } = await pool.query<DifferentRow>(
        `select coalesce(s.story, b.story) as story, coalesce(s.name, b.name) as name, s.doc as shown, b.doc as built
         from (${of(schemaOf(slots.shown))}) s full join (${of(schemaOf(slots.built))}) b using (story, name)
         where s.doc is distinct from b.doc order by 1, 2`,
        [behind, end ?? '\u{10ffff}', at],
      );
      count += rows.length;
      for (const row of rows) {
        if (drift.length < mostTold) drift.push(...fieldsOf(view, row).slice(0, mostTold - drift.length));
      }
    }
    if (end === undefined) break;
    done += storiesAtOnce;
    behind = end;
    report.onProgress({ phase: 'comparing', done: Math.min(done, total), total });
  }
  return { drift, count };
}

/** The last story of the next span; undefined where the rest is one. */
async function endOfSpan(pool: pg.Pool | pg.ClientBase, schema: string, behind: string): Promise<string | undefined> {
  // A story has one header at a time: the index that finds it walks from story to story.
  const { rows } = await pool.query<{ story: string }>(
    `select story from (
       select distinct story from ${schema}.view_row where story > $1::text and kind = 'header' and upper_inf(known)
       order by story limit ${storiesAtOnce}) s
     order by story desc limit 1 offset 0`,
    [behind],
  );
  const more = rows[0]?.story;
  if (more === undefined) return undefined;
  const { rows: further } = await pool.query(`select from ${schema}.view_row where story > $1::text limit 1`, [more]);
  return further.length === 0 ? undefined : more;
}

function fieldsOf(view: Drift['view'], { story, name, shown, built }: DifferentRow): readonly Drift[] {
  const of = (field: string, one: unknown, other: unknown): Drift => {
    return { view, story, row: name, field, shown: one, built: other };
  };
  if (shown === null || built === null) return [of('', shown ?? undefined, built ?? undefined)];
  const found: Drift[] = [];
  const walk = (pointer: string, one: unknown, other: unknown): void => {
    if (JSON.stringify(one) === JSON.stringify(other)) return;
    if (!isObject(one) || !isObject(other)) {
      found.push(of(pointer, one, other));
      return;
    }
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      walk(`${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, one[key], other[key]);
    }
  };
  walk('', shown, built);
  return found;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
