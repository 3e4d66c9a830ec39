export { catalogue } from './catalogue.js';
export type { ErrorCode } from './catalogue.js';
export { problemOf } from './problem.js';
export type { Problem } from './problem.js';
export { accepted, refused, refusedBy, RefusalError } from './refusal.js';
export type { FieldError, Refusal, Result } from './refusal.js';
export { StoppingError } from './stopping-error.js';
