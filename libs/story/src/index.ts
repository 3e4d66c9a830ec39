export { decide } from './decide.js';
export type { Knowledge } from './knowledge.js';
export { evolve } from './evolve.js';
export type { IdentifiedFact } from './evolve.js';
export { unopened } from './story-state.js';
export type { FactState, StoryState } from './story-state.js';
export { readSnapshot, snapshotFormat, writeSnapshot } from './snapshot.js';
