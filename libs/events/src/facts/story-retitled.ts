import { Text } from '../validation/field-kinds.js';

/** The story gets another title. The ones before stay on record. */
export class StoryRetitled {
  @Text()
  title!: string;
}
