export { identitySchema } from './identity-schema.js';
export { addKey, createKey, KeyRing } from './keys.js';
export type { Key, Scope } from './keys.js';
