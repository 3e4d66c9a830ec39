export { Allowances } from './allowances.js';
export type { Standing } from './allowances.js';
export { identitySchema } from './identity-schema.js';
export { KeyRing } from './key-ring.js';
export { addKey, createKey, issueKey, listKeys, revokeKey } from './keys.js';
export type { KeptKey, Key, NewKey } from './keys.js';
export { requireKey } from './require-key.js';
export { isScope, mayPublish, mayPublishSome, mayRead } from './scopes.js';
export type { Scope } from './scopes.js';
