export { checkStory } from './check/check-story.js';
export type { CheckWish, Verdict } from './check/check-story.js';
export { keepSigned, lastSigned } from './check/remembered.js';
