import { PhaseLine } from '../phase-line.js';

const words = {
  exporting: 'events exported',
  bundle: 'events of the bundle checked',
  ledger: 'events hashed',
  topic: 'events of the topic compared',
  log: 'events of the views compared',
  views: 'of the views done',
} as const;

export type AuditPhase = keyof typeof words;

/** "  ledger: 41 %, 412,000 events hashed, 62,430/s, 9 s left". */
export class AuditLine extends PhaseLine<AuditPhase> {
  constructor() {
    super(words);
  }
}
