export const LEDGER_POOL = Symbol('ledger pool');
