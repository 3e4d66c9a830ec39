import type { MayBeSaid } from '#events';
import type { Utterance } from '../changes.js';
import type { Row } from '../rows.js';
import { utteranceOf } from '../utterance.js';

/** What the views are at, told with every read. */
export interface Reflected {
  /** Of the views' head, or the moment as of which was read. */
  readonly position: number;
  readonly epoch: string | undefined;
}

/** From where a story is looked at; now, where neither is given. */
export interface Standpoint {
  /** The position as of which it is shown. */
  readonly at?: number | undefined;
  /** Only what was surely said or had happened by this instant, in ms since 1970. */
  readonly until?: number | undefined;
}

export type Saying<T> = T & { readonly said: Utterance };

export interface ShownRow {
  readonly story: string;
  readonly kind: Row['kind'];
  readonly key: string;
  readonly doc: Row['doc'];
}

/** The answer of a statement made with `withStatements`. */
export interface ShownRows {
  /** Of the head of the views. */
  readonly head: number | null;
  readonly epoch: string | null;
  readonly shown: readonly ShownRow[] | null;
  readonly behind: readonly ShownRow[] | null;
}

/**
 * One statement, so that head and rows are of one snapshot. `$1` is the position as of which is read, or null for now:
 * what is known at the head is what is known now. `select` answers story, kind, key, doc and `number`, their order;
 * `moment.at` is the position. With it come the statements in which any of them was said.
 */
export const withStatements = (select: string, more = ''): string => `
with recursive head as (select (select position from log order by position desc limit 1) as position),
moment as (select coalesce($1::bigint, head.position) as at from head),
shown as (${select}),
behind as (
  select r.story, r.kind, r.key, r.doc from shown s cross join moment
  join view_row r on r.story = s.story and r.kind = 'statement' and r.key = s.doc -> 'data' ->> 'saidIn'
    and r.known @> moment.at
  union
  select r.story, r.kind, r.key, r.doc from behind b cross join moment
  join view_row r on r.story = b.story and r.kind = 'statement' and r.key = b.doc -> 'data' ->> 'saidIn'
    and r.known @> moment.at
)${more}
select (select position from head) as head, (select epoch from origin) as epoch,
  (select json_agg(shown order by number) from shown) as shown,
  (select json_agg(behind) from behind) as behind`;

/** A condition for `withStatements`: whether the row's fact was said by `$n`, which may be null. */
export const isSaidBy = (parameter: string): string =>
  `(${parameter}::bigint is null or is_said_by(r.story, r.doc, moment.at, ${parameter}::bigint))`;

/** What `withStatements` adds to find where parties stand on the claims among some rows. */
export const standingOn = (rows: string): string => `
standing as (
  select r.story, r.kind, r.key, r.doc, 1000000 + row_number() over (order by r.position, r.key) as number
  from ${rows} s cross join moment join view_row r
    on r.story = s.story and r.kind = 'stand' and r.key > s.key || '/' and r.key < s.key || '0' and r.known @> moment.at
  where s.kind = 'claim'
)`;

/** What it adds so that `shown` ends with where parties stand on the claims in it. */
export const standing = standingOn('shown');

/** The same for what is shown and what was said `within` it, told apart from both. */
export const standingWithin = standingOn(
  '(select story, kind, key from shown union select story, kind, key from within)',
);
export const standsWithin = '(select json_agg(standing order by number) from standing) as stands';

/** The same statement, whose `shown` has the rows of `standing` at its end. */
export const andStands = (text: string): string =>
  text.replace(
    '(select json_agg(shown order by number) from shown)',
    '(select json_agg(s order by number) from (select * from shown union all select * from standing) s)',
  );

/** For `= ` against the keys of rows: the index on `saidIn` sorts as the database does, and keys by their bytes. */
export const asIndexed = (key: string): string => `${key} collate "default"`;

/** The greatest bigint, in place of a bound that is null: a condition with `or` would not bound an index scan. */
export const noBound = '9223372036854775807';

/** The header of a story at `moment.at`: the version that began last, found without a look at those before it. */
export const headerOf = (story: string): string => `
  select * from (
    select r.* from view_row r
    where r.story = ${story} and r.kind = 'header' and r.key = '*' and lower(r.known) <= moment.at
    order by lower(r.known) desc limit 1) r
  where r.known @> moment.at`;

/**
 * The last event of a story up to a position. A condition that the story is that one would let Postgres walk back the
 * whole log for it, where the story has many events: so the pair is looked for, in the index that has both.
 */
export const lastEventOf = (story: string, at: string): string => `
  select * from (
    select l.* from log l where (l.story, l.position) <= (${story}, ${at})
    order by l.story desc, l.position desc limit 1) l
  where l.story = ${story}`;

/** Puts beside each fact who said it, following `saidIn` through the statements of the answer. */
export function sayingIn(
  answer: Pick<ShownRows, 'shown' | 'behind'>,
): <T extends { readonly data: MayBeSaid }>(story: string, doc: T) => Saying<T> {
  const statements = new Map<string, MayBeSaid>();
  for (const row of [...(answer.shown ?? []), ...(answer.behind ?? [])]) {
    if (row.kind === 'statement' && 'data' in row.doc)
      statements.set(`${row.story} ${row.key}`, row.doc.data as MayBeSaid);
  }
  return (story, doc) => ({ ...doc, said: utteranceOf(doc.data, (id) => statements.get(`${story} ${id}`)) });
}
