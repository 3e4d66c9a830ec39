import { Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('A closed story goes on.')
export class StoryReopened {
  @Says('Why it goes on.')
  @Text()
  reason!: string;
}
