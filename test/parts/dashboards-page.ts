import type pg from 'pg';
import { table } from '../../libs/contract/src/pages/table.js';

/** A column of a view, in words. */
export interface ToldColumn {
  readonly view: string;
  readonly column: string;
  readonly type: string;
  readonly says: string | null;
  readonly viewSays: string | null;
}

/** The columns of every view that the role of the pool may read, in their order. */
export async function readColumns(pool: pg.Pool, schema: string): Promise<ToldColumn[]> {
  const { rows } = await pool.query<ToldColumn>(
    `select c.relname as view, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
       col_description(c.oid, a.attnum) as says, obj_description(c.oid, 'pg_class') as "viewSays"
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = to_regnamespace($1::text) and has_table_privilege(c.oid, 'select')
     order by c.relname, a.attnum`,
    [schema],
  );
  return rows;
}

/** What docs/dashboards.md says of the views: a column that three or more have alike is told once. */
export function viewsInWords(columns: readonly ToldColumn[], order: readonly string[]): string {
  const isOwn = ({ view }: ToldColumn) => !view.startsWith('current_');
  const meaning = ({ column, type, says }: ToldColumn) => [`\`${column}\``, type, says ?? ''];
  const alike = (one: ToldColumn) =>
    columns.filter((other) => isOwn(other) && meaning(other).join() === meaning(one).join());
  const isShared = (one: ToldColumn) => alike(one).length > 2;
  const sections = order.map((view) => {
    const of = columns.filter((column) => column.view === view);
    const heading = `### ${view}\n\n${of[0]?.viewSays ?? ''}`;
    if (view.startsWith('current_')) return `${heading} Its columns are those of \`${view.slice(8)}\`.`;
    const [own, also] = [of.filter((one) => !isShared(one)), of.filter(isShared)];
    const names = also.map(({ column }) => `\`${column}\``).join(', ');
    return `${heading}\n\n${table(['column', 'type', 'is'], own.map(meaning))}\n\nBeside these: ${names}.`;
  });
  const told = columns.filter((one) => isOwn(one) && isShared(one) && alike(one)[0] === one);
  const common = `### Columns that several views have\n\n${table(['column', 'type', 'is'], told.map(meaning))}`;
  return [...sections, common].join('\n\n');
}
