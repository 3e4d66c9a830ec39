import type pg from 'pg';
import { utcTime } from '#postgres';
import { toldChangeOf } from './told-change.js';
import type { RecordedChange, ToldChange } from './told-change.js';

/** Where a page of changes ended: the place of its last change among all that are told. */
export interface ChangePlace {
  readonly rank: number;
  readonly first: number;
  readonly position: number;
}

export interface ChangeSpan {
  readonly from: number;
  readonly to: number;
  /** As a person tells it, or as it was recorded. */
  readonly order: 'told' | 'recorded';
  readonly after?: ChangePlace | undefined;
  readonly limit: number;
}

interface ChangeRow extends RecordedChange {
  readonly rank: number;
  readonly first: number;
}

// What mends something that was known at `from` comes first after the story's own life: a reader had it wrong. What
// mends a fact of the span follows that fact. Subjects come by their first change in the span.
const text = (rank: string, first: string) => `
with placed as (
  select c.position, ${rank} as rank, case when c.mends and c.about <= $2::bigint then '' else c.subject end as subject
  from change c where c.story = $1::text and c.position > $2::bigint and c.position <= $3::bigint
), told as (
  select p.position, p.rank, ${first} as first from placed p
), page as (
  select * from told t
  where $4::integer is null or (t.rank, t.first, t.position) > ($4::integer, $5::bigint, $6::bigint)
  order by t.rank, t.first, t.position limit $7::integer
)
select p.position, p.rank, p.first, l.version, l.id,
  ${utcTime('l.recorded_at')} as recorded_at, l.published_at, c.doc
from page p join change c on c.position = p.position join log l on l.position = p.position
order by p.rank, p.first, p.position`;

const statements = {
  told: {
    name: 'read_changes_told',
    text: text(
      'case when c.mends and c.about <= $2::bigint then 1 else c.rank end',
      'min(p.position) over (partition by p.rank, p.subject)',
    ),
  },
  recorded: { name: 'read_changes_recorded', text: text('0', '0') },
};

/** What a reader must be told of the positions behind `from` up to `to`, with a sentence for each, and its place. */
export async function readChanges(
  pool: pg.Pool,
  story: string,
  { from, to, order, after, limit }: ChangeSpan,
): Promise<readonly { readonly change: ToldChange; readonly place: ChangePlace }[]> {
  const { rows } = await pool.query<ChangeRow>({
    ...statements[order],
    values: [story, from, to, after?.rank ?? null, after?.first ?? null, after?.position ?? null, limit],
  });
  return rows.map(({ rank, first, ...row }) => ({
    change: toldChangeOf(row),
    place: { rank, first, position: row.position },
  }));
}
