import { Optional } from '../validation/field.js';
import { LanguageTag, Text } from '../validation/field-kinds.js';

/** A story begins. It is the first event of its story, and the only one of this type. */
export class StoryOpened {
  @Text()
  title!: string;

  @LanguageTag()
  language!: string;

  @Optional()
  @Text()
  summary?: string;
}
