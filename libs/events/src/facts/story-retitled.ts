import { Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('The story gets another title. The ones before stay on record.')
export class StoryRetitled {
  @Says('The new title.')
  @Text()
  title!: string;
}
