import { Optional } from '../validation/field.js';
import { FactRef, Text } from '../validation/field-kinds.js';

/** Where it stands: a filed source, and the place in it. */
export class Cite {
  @FactRef()
  source!: string;

  @Optional()
  @Text()
  locator?: string;
}
