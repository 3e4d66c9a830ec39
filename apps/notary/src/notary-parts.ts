export const LEDGER_POOL = Symbol('notary ledger pool');
export const TREE_POOL = Symbol('notary tree pool');
/** Null where reading is open. */
export const AUDITORS = Symbol('the keys of those who may read leaves');
