import type pg from 'pg';
import { isSearchable } from '#views';
import { wrongParameter } from './parameters.js';

/** Throws where a parameter has only words to leave out. */
export async function requireWords(pool: pg.Pool, name: string, words: string): Promise<void> {
  if (await isSearchable(pool, words)) return;
  throw wrongParameter(name, 'no-word', 'must hold a word that is to be there, and not only words to leave out');
}
