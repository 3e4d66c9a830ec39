import { Text } from '../validation/field-kinds.js';

/** A closed story goes on. */
export class StoryReopened {
  @Text()
  reason!: string;
}
