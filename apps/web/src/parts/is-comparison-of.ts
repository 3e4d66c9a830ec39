import type { Comparison } from '#page';
import type { History } from '#views';

const shown = ['id', 'change', 'sentence', 'minor', 'position'] as const;

/** Whether what a site told of two versions is all that a history tells, and as it tells it. What comes behind it passes. */
export function isComparisonOf({ versions, changes }: History, comparison: Comparison | undefined): boolean {
  if (comparison?.kind !== 'between') return true;
  const [from, to] = [comparison.from?.version ?? 0, comparison.to.version];
  const told = comparison.changes.filter(({ version }) => version <= versions.length);
  const spanned = changes.filter(({ version }) => version > from && version <= to);
  const isWhole = comparison.hasMore || new Set(told.map(({ version }) => version)).size === spanned.length;
  return (
    isWhole &&
    told.every((one) => {
      const change = spanned.find(({ version }) => version === one.version);
      return shown.every((name) => one[name] === change?.[name]);
    })
  );
}
