import type { en } from './en.js';

/** All words of the pages in one language. English is the first; another one has the same members. */
export type Words = typeof en;
