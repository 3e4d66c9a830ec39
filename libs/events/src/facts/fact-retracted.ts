import { FactRef, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('We take a fact back altogether. It stays on record, as retracted.')
export class FactRetracted {
  @Says('The fact that is taken back.')
  @FactRef()
  fact!: string;

  @Says('Why.')
  @Text()
  reason!: string;
}
