import type pg from 'pg';
import { binaryArray } from '#postgres';
import type { Wanted } from './fold/wanted.js';
import { rowKinds } from './rows.js';
import type { Row } from './rows.js';

const columns = 'r.story, r.kind, r.key, r.doc';
const wanted = '(select distinct story, key from unnest($1::text[], $2::text[]) as wanted (story, key)) wanted';

const lookUps: Readonly<Record<Wanted['by'], string>> = {
  key: `select ${columns} from ${wanted}
    cross join unnest(array['${rowKinds.join("', '")}']) as kinds (kind)
    join view_row r on r.story = wanted.story and r.kind = kinds.kind and r.key = wanted.key and upper_inf(r.known)`,
  'said-in': `select ${columns} from ${wanted}
    join view_row r on r.story = wanted.story and r.doc -> 'data' ->> 'saidIn' = wanted.key
      and r.doc -> 'data' ? 'saidIn' and upper_inf(r.known)`,
  positions: `select ${columns} from ${wanted}
    join view_row r on r.story = wanted.story and r.kind = 'position' and r.doc -> 'data' ->> 'claim' = wanted.key
      and upper_inf(r.known)`,
  // No event id holds a slash, and 0 is the character behind it.
  stands: `select ${columns} from ${wanted}
    join view_row r on r.story = wanted.story and r.kind = 'stand'
      and r.key > wanted.key || '/' and r.key < wanted.key || '0' and upper_inf(r.known)`,
  edges: `select ${columns} from ${wanted}
    join view_row r on r.story = wanted.story and upper_inf(r.known)
      and (r.doc -> 'data' -> 'when' ?| array['before', 'after'] or r.doc -> 'data' -> 'published' ?| array['before', 'after'])`,
};

/** The rows that a batch needs, each once: the current ones, or those that were known at a position. */
export async function readRows(
  pool: pg.Pool | pg.ClientBase,
  all: readonly Wanted[],
  at?: number,
): Promise<readonly Row[]> {
  const answers: Row[][] = [];
  for (const [by, text] of Object.entries(lookUps)) {
    const some = all.filter((one) => one.by === by);
    if (some.length === 0) continue;
    const values = [some.map(({ story }) => story), some.map((one) => (one.by === 'edges' ? '' : one.key))];
    const lists = values.map((list) => binaryArray('text', list));
    const query =
      at === undefined
        ? { name: `read_rows_${by}`, text, values: lists }
        : { text: text.replace('upper_inf(r.known)', 'r.known @> $3::bigint'), values: [...lists, at] };
    answers.push((await pool.query<Row>(query)).rows);
  }
  return [...new Map(answers.flat().map((row) => [`${row.story} ${row.kind} ${row.key}`, row])).values()];
}
