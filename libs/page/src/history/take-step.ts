import type { History, KnownRow, ToldChange } from '#views';

/** What one position changed in a story, as streams tell it. */
export interface FollowedStep {
  readonly position: number;
  readonly version: number;
  readonly change: ToldChange;
  readonly ended: readonly { readonly kind: string; readonly key: string }[];
  readonly begun: readonly Pick<KnownRow, 'kind' | 'key' | 'doc'>[];
}

/** The history one step further; undefined where the step does not follow it, and it has to be read anew. */
export function takeStep(
  history: History,
  { position, version, change, ended, begun }: FollowedStep,
): History | undefined {
  if (version <= history.versions.length) return history;
  if (version !== history.versions.length + 1) return undefined;
  const nameOf = ({ kind, key }: { readonly kind: string; readonly key: string }) => `${kind} ${key}`;
  const over = new Set([...ended, ...begun].map(nameOf));
  const rows = history.rows.map((row) =>
    row.to === undefined && over.has(nameOf(row)) ? { ...row, to: position } : row,
  );
  return {
    ...history,
    versions: [...history.versions, { position, recordedAt: change.recordedAt }],
    rows: [...rows, ...begun.map((row) => ({ ...row, from: position }))],
    changes: [...history.changes, change],
  };
}
