import type { BuildProgress } from '#views';
import { PhaseLine } from '../phase-line.js';

const words: Readonly<Record<BuildProgress['phase'], string>> = {
  'reading the topic': 'events of the topic read',
  leaving: 'seconds waited until no reader is in the generation that is dropped',
  filling: 'events folded',
  indexing: 'indexes made',
  'long stories': 'long stories folded',
  'catching up': 'events folded',
  comparing: 'stories compared',
  cutting: 'stories folded anew',
};

/** "  filling: 41 %, 412,000 events folded, 22,430/s, 26 s left", on one line of a terminal, or a line every five seconds. */
export class BuildLine extends PhaseLine<BuildProgress['phase']> {
  constructor() {
    super(words);
  }
}
