import { Many } from '../validation/field.js';
import { Text } from '../validation/field-kinds.js';
import { Party } from './party.js';
import { Says } from '../validation/field-contract.js';

@Says('What is called for, of whom, and against whom. An empty list means that it was left unsaid.')
export class Call {
  @Says('What is called for.')
  @Text()
  action!: string;

  @Says('Of whom it is called for.')
  @Many(() => Party)
  addressees!: Party[];

  @Says('Against whom.')
  @Many(() => Party)
  targets!: Party[];
}
