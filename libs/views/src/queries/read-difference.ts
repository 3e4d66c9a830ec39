import type pg from 'pg';
import type { Row } from '../rows.js';

/** The rows of a story that one moment has and another has not. Ended before begun, they lead from `from` to `to`. */
export interface Difference {
  readonly ended: readonly { readonly kind: Row['kind']; readonly key: string }[];
  readonly begun: readonly Pick<Row, 'kind' | 'key' | 'doc'>[];
}

/** What leads from the rows of a story at one position to its rows at another, in either direction. */
export async function readDifference(pool: pg.Pool, story: string, from: number, to: number): Promise<Difference> {
  const { rows } = await pool.query<Pick<Row, 'kind' | 'key' | 'doc'> & { was: boolean }>({
    name: 'read_difference',
    text: `select r.kind, r.key, case when r.known @> $3::bigint then r.doc end as doc, r.known @> $2::bigint as was from view_row r
      where r.story = $1::text and r.known @> $2::bigint <> r.known @> $3::bigint
        and (lower(r.known) between least($2::bigint, $3::bigint) + 1 and greatest($2::bigint, $3::bigint)
          or upper(r.known) between least($2::bigint, $3::bigint) + 1 and greatest($2::bigint, $3::bigint))
      order by r.kind, r.key`,
    values: [story, from, to],
  });
  return {
    ended: rows.filter(({ was }) => was).map(({ kind, key }) => ({ kind, key })),
    begun: rows.filter(({ was }) => !was).map(({ kind, key, doc }) => ({ kind, key, doc })),
  };
}
