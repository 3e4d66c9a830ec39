import { html, nothing } from '../html.js';
import type { Html } from '../html.js';
import type { Words } from '../words/words.js';

/** Marks what came behind the position that this reader has read up to. */
export const newMark = (position: number, newSince: number | undefined, words: Words): Html =>
  newSince === undefined || position <= newSince ? nothing : html` <span class="mark new">${words.since.isNew}</span>`;
