import { PhaseLine } from '../phase-line.js';

const words = {
  'reading the ledger': 'events',
  'reading the topic': 'events',
  adding: 'events added',
  verifying: 'events hashed again',
  keeping: 'events kept',
  'folding stories anew': 'stories folded',
} as const;

export type RecoverPhase = keyof typeof words;

/** "  adding: 41 %, 412,000 events added, 22,430/s, 26 s left". */
export class RecoverLine extends PhaseLine<RecoverPhase> {
  constructor() {
    super(words);
  }
}
