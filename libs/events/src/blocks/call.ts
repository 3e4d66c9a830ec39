import { Many } from '../validation/field.js';
import { Text } from '../validation/field-kinds.js';
import { Party } from './party.js';

/** What is called for, of whom, and against whom. An empty list means that it was left unsaid. */
export class Call {
  @Text()
  action!: string;

  @Many(() => Party)
  addressees!: Party[];

  @Many(() => Party)
  targets!: Party[];
}
