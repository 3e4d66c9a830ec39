import { check } from '../validation/field.js';
import { FactRef, Text } from '../validation/field-kinds.js';

/** We erred, and mend our record of a fact. The fact itself did not change: that would be a revision. */
export class FactCorrected {
  @FactRef()
  fact!: string;

  /** RFC 7396 merge patch of the fact's data: null takes a field away. */
  @check(
    'merge-patch',
    'must be an object (RFC 7396 merge patch of the data of the fact) with at least one field',
    (patch) => typeof patch === 'object' && patch !== null && !Array.isArray(patch) && Object.keys(patch).length > 0,
  )
  patch!: object;

  @Text()
  reason!: string;
}
