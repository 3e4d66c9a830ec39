import type { Party } from '#events';
import { tellSource } from '#views';
import { wikidataAddress } from '../addresses.js';
import type { StoryView, ViewFact } from '../story-view.js';
import { element, textElement } from './xml.js';

/** Who keeps the record: the author of what nobody in particular said. */
export const keeper = ({ ledger, publicUrl }: StoryView) => person(`Newsledger (${ledger})`, publicUrl);

/** Who said it: the speaker, else the parties; one name that says so where it is open. */
export function authorsOf({ kind, doc, said: { by } }: ViewFact): readonly string[] {
  if (kind === 'source') return doc.data.publisher === undefined ? [] : [person(doc.data.publisher)];
  if (by === undefined) return [];
  if (by.oneOf === undefined && by.speaker === undefined && by.parties !== undefined && by.parties.length > 0) {
    return by.parties.map(({ name, wikidata }: Party) =>
      person(name, wikidata === undefined ? undefined : wikidataAddress(wikidata)),
    );
  }
  return [person(tellSource(by))];
}

const person = (name: string, uri?: string) =>
  element('author', [textElement('name', name), uri === undefined ? undefined : textElement('uri', uri)]);
