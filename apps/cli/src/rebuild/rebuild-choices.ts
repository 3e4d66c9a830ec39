import type { FoldedView } from '#views';

export const sources = ['ledger', 'log', 'kafka'] as const;
export const folded = ['rows', 'changes', 'voices'] as const satisfies readonly FoldedView[];
