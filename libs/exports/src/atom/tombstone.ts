import type { RetractionRow } from '#views';
import { factName } from '../addresses.js';
import type { StoryView } from '../story-view.js';
import type { Placed } from './atom-entry.js';
import { element, textElement } from './xml.js';

/** RFC 6721: what a reader that kept the entry of a retracted fact is to forget, and why. */
export function tombstoneOf({ fact, reason, position, recordedAt }: RetractionRow, view: StoryView): Placed {
  const comment = textElement('at:comment', reason, { type: 'text' });
  const xml = element('at:deleted-entry', [comment], { ref: factName(view, fact), when: recordedAt });
  return { position, xml };
}
