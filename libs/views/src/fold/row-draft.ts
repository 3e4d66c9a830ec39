import type { Row, RowKey, RowKind } from '../rows.js';

/** A row that begins within a batch, and ends there too when a later event of the batch replaces it. */
export interface BegunRow {
  readonly row: Row;
  readonly at: number;
  until: number | undefined;
}

/** A row of before the batch that ends in it. */
export interface EndedRow extends RowKey {
  readonly at: number;
}

const nameOf = (story: string, key: string) => `${story}/${key}`;

/** The current rows that a batch touches, as they are read and as they become. */
export class RowDraft {
  readonly begun: BegunRow[] = [];
  readonly ended: EndedRow[] = [];
  private readonly rows = new Map<string, { row: Row; begun: BegunRow | undefined }>();
  private readonly absent = new Set<string>();

  /** Whether the row is known here, or known not to be there. */
  knows(story: string, key: string): boolean {
    const name = nameOf(story, key);
    return this.rows.has(name) || this.absent.has(name);
  }

  /** Takes in a row as it stands in the database, or that there is none. */
  load(story: string, key: string, row: Row | undefined): void {
    if (row === undefined) this.absent.add(nameOf(story, key));
    else this.rows.set(nameOf(story, key), { row, begun: undefined });
  }

  get(story: string, key: string): Row | undefined {
    return this.rows.get(nameOf(story, key))?.row;
  }

  find<K extends RowKind>(story: string, kind: K, key: string): Extract<Row, { kind: K }> | undefined {
    const row = this.get(story, key);
    return row?.kind === kind ? (row as Extract<Row, { kind: K }>) : undefined;
  }

  put(row: Row, at: number): void {
    const name = nameOf(row.story, row.key);
    const before = this.rows.get(name);
    if (before !== undefined) {
      if (before.begun === undefined) this.ended.push({ story: row.story, kind: row.kind, key: row.key, at });
      else if (before.begun.at === at) this.begun.splice(this.begun.indexOf(before.begun), 1);
      else before.begun.until = at;
    }
    const begun: BegunRow = { row, at, until: undefined };
    this.begun.push(begun);
    this.rows.set(name, { row, begun });
  }
}
