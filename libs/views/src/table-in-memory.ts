import type { StoredEvent } from '#events';
import { foldBatch } from './fold/fold-batch.js';
import type { FoldedBatch, ReadRows } from './fold/fold-batch.js';
import { namedIn } from './fold/wanted.js';
import type { Wanted } from './fold/wanted.js';
import type { Change } from './changes.js';
import type { Row, RowOfFact } from './rows.js';

/** A row with the positions between which it was the current knowledge; `until` is undefined where it still is. */
export interface KnownRow {
  readonly row: Row;
  readonly from: number;
  readonly until: number | undefined;
}

/** What the views hold after batches were folded, in order. */
export interface Folded {
  readonly rows: readonly KnownRow[];
  readonly changes: readonly Change[];
}

const nameOf = ({ story, kind, key }: { readonly story: string; readonly kind: string; readonly key: string }) =>
  `${story}/${kind}/${key}`;

/** Answers the current rows of a table, as the database would. */
export const readFrom =
  (table: readonly KnownRow[]): ReadRows =>
  (wanted) =>
    Promise.resolve(
      table
        .filter(
          ({ row, until }) => until === undefined && wanted.some((one) => one.story === row.story && fits(row, one)),
        )
        .map(({ row }) => JSON.parse(JSON.stringify(row)) as Row),
    );

function fits(row: Row, wanted: Wanted): boolean {
  const data = 'data' in row.doc ? row.doc.data : {};
  switch (wanted.by) {
    case 'key':
      return row.key === wanted.key;
    case 'said-in':
      return 'saidIn' in data && data.saidIn === wanted.key;
    case 'positions':
      return row.kind === 'position' && row.doc.data.claim === wanted.key;
    case 'stands':
      return row.kind === 'stand' && row.doc.claim === wanted.key;
    case 'edges':
      return 'data' in row.doc && namedIn(row as RowOfFact).length > 0;
  }
}

/** Folds each batch onto what the ones before left, and applies what begins and ends as the database would. */
export async function foldAll(batches: readonly (readonly StoredEvent[])[]): Promise<Folded> {
  let rows: readonly KnownRow[] = [];
  const changes: Change[] = [];
  for (const batch of batches) {
    const folded = await foldBatch(batch, readFrom(rows));
    rows = applied(rows, folded);
    changes.push(...folded.changes.map(({ change }) => change));
  }
  return { rows, changes };
}

function applied(table: readonly KnownRow[], { rows: { begun, ended } }: FoldedBatch): readonly KnownRow[] {
  const ends = new Map(ended.map((one) => [nameOf(one), one.at]));
  const kept = table.map((known) => {
    const end = ends.get(nameOf(known.row));
    if (known.until !== undefined || end === undefined) return known;
    ends.delete(nameOf(known.row));
    return { ...known, until: end };
  });
  if (ends.size > 0) throw new Error(`rows end that never began: ${[...ends.keys()].join(', ')}`);
  return [...kept, ...begun.map(({ row, at, until }) => ({ row, from: at, until }))];
}

/** What is known of one fact from position to position, the earliest first. */
export const historyOf = (rows: readonly KnownRow[], key: string): KnownRow[] =>
  rows.filter(({ row }) => row.key === key).sort((one, other) => one.from - other.from);

/** The rows that are current now, by key. */
export const currentRows = (rows: readonly KnownRow[]): Record<string, Row> =>
  Object.fromEntries(rows.filter(({ until }) => until === undefined).map(({ row }) => [row.key, row]));
