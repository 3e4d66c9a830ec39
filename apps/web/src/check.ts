export { checkStory } from './check/check-story.js';
export type { CheckedPage, CheckWish, Verdict } from './check/check-story.js';
export { keepSigned, lastSigned } from './check/remembered.js';
