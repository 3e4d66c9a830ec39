import { FactRef, Text } from '../validation/field-kinds.js';

/** We take a fact back altogether. It stays on record, as retracted. */
export class FactRetracted {
  @FactRef()
  fact!: string;

  @Text()
  reason!: string;
}
