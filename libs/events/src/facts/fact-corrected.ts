import { check } from '../validation/field.js';
import { FactRef, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('We erred, and mend our record of a fact. The fact itself did not change: that would be a revision.')
export class FactCorrected {
  @Says('The fact that is mended.')
  @FactRef()
  fact!: string;

  @Says("RFC 7396 merge patch of the fact's data: null takes a field away.")
  @check(
    'merge-patch',
    'must be an object (RFC 7396 merge patch of the data of the fact) with at least one field',
    (patch) => typeof patch === 'object' && patch !== null && !Array.isArray(patch) && Object.keys(patch).length > 0,
    { type: 'object', minProperties: 1 },
  )
  patch!: object;

  @Says('What our error was.')
  @Text()
  reason!: string;
}
