import { Optional } from '../validation/field.js';
import { FactRef, FactRefs, Text } from '../validation/field-kinds.js';

/** The story is summed up anew: in words, by its leading figure, and by the facts that matter most. */
export class StorySummarised {
  @Text()
  summary!: string;

  /** The leading figure. */
  @Optional()
  @FactRef()
  lead?: string;

  /** The facts that a reader should see first. */
  @Optional()
  @FactRefs()
  keyFacts?: string[];
}
