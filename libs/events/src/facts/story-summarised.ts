import { Optional } from '../validation/field.js';
import { FactRef, FactRefs, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('The story is summed up anew: in words, by its leading figure, and by the facts that matter most.')
export class StorySummarised {
  @Says('What the story is about as of now.')
  @Text()
  summary!: string;

  @Says('The leading figure.')
  @Optional()
  @FactRef()
  lead?: string;

  @Says('The facts that a reader should see first.')
  @Optional()
  @FactRefs()
  keyFacts?: string[];
}
