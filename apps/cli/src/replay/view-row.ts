import type { ReplayStep, RowDocs, RowKind } from '#views';

/** A row of the view of a story, as a step has it. */
export type ViewRow = {
  readonly [Kind in RowKind]: { readonly kind: Kind; readonly key: string; readonly doc: RowDocs[Kind] };
}[RowKind];

export type RowOf<Kind extends RowKind> = Extract<ViewRow, { readonly kind: Kind }>;

/** What a step did to one row: it began, it ended, or another stands in its place. */
export interface RowTurn<Kind extends RowKind = RowKind> {
  readonly kind: Kind;
  readonly before: RowDocs[Kind] | undefined;
  readonly after: RowDocs[Kind] | undefined;
}

type AnyTurn = { readonly [Kind in RowKind]: RowTurn<Kind> }[RowKind];

/** The rows of a step, what ended with what began in its place. */
export function turnsOf({ ended, begun }: Pick<ReplayStep, 'ended' | 'begun'>): readonly AnyTurn[] {
  const before = new Map(ended.map((row) => [`${row.kind} ${row.key}`, row]));
  const after = new Map(begun.map((row) => [`${row.kind} ${row.key}`, row]));
  return [...new Set([...after.keys(), ...before.keys()])].map((name) => {
    const row = after.get(name) ?? before.get(name);
    return { kind: row?.kind, before: before.get(name)?.doc, after: after.get(name)?.doc } as AnyTurn;
  });
}
