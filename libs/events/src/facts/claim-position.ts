import { One, Optional, rule } from '../validation/field.js';
import { FactRef, OneOfWords } from '../validation/field-kinds.js';
import { Said } from '../blocks/said.js';
import { quotesWithoutWording, Wording } from '../blocks/wording.js';

/** What every position on a claim has: who takes it is who says it. */
export abstract class ClaimPosition extends Said {
  @FactRef()
  @rule<ClaimPosition>(
    'wording-when-verbatim',
    'needs wording beside it when the attribution is verbatim',
    (position) => !quotesWithoutWording(position),
  )
  claim!: string;

  /** How firmly; absent where the words leave it open. */
  @Optional()
  @OneOfWords('confirmed', 'asserted', 'believed')
  strength?: 'confirmed' | 'asserted' | 'believed';

  @Optional()
  @One(() => Wording)
  wording?: Wording;
}
