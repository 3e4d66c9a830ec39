import type { Words } from './words/words.js';

/** How a page is told: in which words, in which zone, and from where its links lead. */
export interface Telling {
  readonly words: Words;
  /** An IANA zone. */
  readonly zone: string;
  /** Before every path of the links: empty on our own site, its address where the story is shown on another. */
  readonly base: string;
}
