import type { Attribution } from '#events';
import type { Row } from './rows.js';

/** A fact that somebody was said to have said. `party` is the id of a party or of a speaker; `position` is the fact's. */
export interface Voice {
  readonly party: string;
  readonly position: number;
  readonly story: string;
  readonly key: string;
}

/** Whoever is said, or may be meant, to have said the fact of the row itself. */
export function voicesOf(row: Row): Voice[] {
  if (!('data' in row.doc) || !('by' in row.doc.data)) return [];
  const { story, key } = row;
  const { position } = row.doc;
  return idsIn(row.doc.data.by).map((party) => ({ party, position, story, key }));
}

/** The ids of all parties and speakers that an attribution names, also of those of which one is meant. */
export function idsIn({ parties, speaker, oneOf }: Attribution): string[] {
  const named = (parties ?? []).flatMap((party) => (party.id === undefined ? (party.oneOf ?? []) : [party.id]));
  const speakers = speaker === undefined ? [] : [speaker.id];
  return [...new Set([...named, ...speakers, ...(oneOf ?? []).flatMap(idsIn)])];
}
