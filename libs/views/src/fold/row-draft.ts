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

/** The rows of a story by their keys; undefined where there is known to be none. */
type KnownRows = Map<string, { readonly row: Row; readonly begun: BegunRow | undefined } | undefined>;

/** The current rows that a batch touches, as they are read and as they become. */
export class RowDraft {
  readonly begun: BegunRow[] = [];
  readonly ended: EndedRow[] = [];
  private readonly stories = new Map<string, KnownRows>();

  /** Whether the row is known here, or known not to be there. */
  knows(story: string, key: string): boolean {
    return this.stories.get(story)?.has(key) === true;
  }

  /** Takes in a row as it stands in the database, or that there is none. */
  load(story: string, key: string, row: Row | undefined): void {
    this.of(story).set(key, row === undefined ? undefined : { row, begun: undefined });
  }

  get(story: string, key: string): Row | undefined {
    return this.stories.get(story)?.get(key)?.row;
  }

  find<K extends RowKind>(story: string, kind: K, key: string): Extract<Row, { kind: K }> | undefined {
    const row = this.get(story, key);
    return row?.kind === kind ? (row as Extract<Row, { kind: K }>) : undefined;
  }

  /** All rows of the story that are at hand. */
  all(story: string): Row[] {
    return [...this.of(story).values()].flatMap((known) => (known === undefined ? [] : [known.row]));
  }

  put(row: Row, at: number): void {
    const known = this.of(row.story);
    this.finish(row, at);
    const begun: BegunRow = { row, at, until: undefined };
    this.begun.push(begun);
    known.set(row.key, { row, begun });
  }

  /** Ends a row that nothing replaces. */
  end(row: Row, at: number): void {
    this.finish(row, at);
    this.of(row.story).set(row.key, undefined);
  }

  private finish({ story, kind, key }: Row, at: number): void {
    const before = this.of(story).get(key);
    if (before === undefined) return;
    if (before.begun === undefined) this.ended.push({ story, kind, key, at });
    else if (before.begun.at === at) this.begun.splice(this.begun.lastIndexOf(before.begun), 1);
    else before.begun.until = at;
  }

  private of(story: string): KnownRows {
    const known = this.stories.get(story);
    if (known !== undefined) return known;
    const none: KnownRows = new Map();
    this.stories.set(story, none);
    return none;
  }
}
