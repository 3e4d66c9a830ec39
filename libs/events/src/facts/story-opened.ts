import { Optional } from '../validation/field.js';
import { LanguageTag, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('A story begins. It is the first event of its story, and the only one of this type.')
export class StoryOpened {
  @Says('The title.')
  @Text()
  title!: string;

  @Says('The language of the title and of all our words in the story.')
  @LanguageTag()
  language!: string;

  @Says('What the story is about, in a few sentences.')
  @Optional()
  @Text()
  summary?: string;
}
