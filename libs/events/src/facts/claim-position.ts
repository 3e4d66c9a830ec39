import { One, Optional, rule } from '../validation/field.js';
import { FactRef, OneOfWords } from '../validation/field-kinds.js';
import { Said } from '../blocks/said.js';
import { quotesWithoutWording, Wording, wordingWhenVerbatim } from '../blocks/wording.js';
import { Says } from '../validation/field-contract.js';

@Says('What every position on a claim has: who takes it is who says it.')
export abstract class ClaimPosition extends Said {
  @Says('The claim.')
  @FactRef()
  @rule<ClaimPosition>(
    'wording-when-verbatim',
    'needs wording beside it when the attribution is verbatim',
    (position) => !quotesWithoutWording(position),
    wordingWhenVerbatim,
  )
  claim!: string;

  @Says('How firmly; absent where the words leave it open.')
  @Optional()
  @OneOfWords('confirmed', 'asserted', 'believed')
  strength?: 'confirmed' | 'asserted' | 'believed';

  @Says('The words themselves.')
  @Optional()
  @One(() => Wording)
  wording?: Wording;
}
