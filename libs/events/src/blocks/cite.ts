import { Optional } from '../validation/field.js';
import { FactRef, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('Where it stands: a filed source, and the place in it.')
export class Cite {
  @Says('The filed source.')
  @FactRef()
  source!: string;

  @Says('The place in it.')
  @Optional()
  @Text()
  locator?: string;
}
