export { AuditFault, findingOf } from './fault.js';
export type { Finding } from './fault.js';
export { readKeyChain } from './key-chain.js';
export type { KnownKey } from './key-chain.js';
export { LastLeaves } from './last-leaves.js';
export { isEventLine, isHashLine } from './proof-lines.js';
export type { EventLine, HashLine } from './proof-lines.js';
export { ShownTree } from './shown-tree.js';
export { StoryChains } from './story-chains.js';
