import { Optional } from '../validation/field.js';
import { Flag, LanguageTag, OneOfWords, Text } from '../validation/field-kinds.js';

/** The words themselves, kept to the few that carry the fact. */
export class Wording {
  @Text()
  text!: string;

  /** Whose words they are: the party's own, or the narrator's about it. */
  @OneOfWords('party', 'narrator')
  by!: 'party' | 'narrator';

  @Optional()
  @LanguageTag()
  language?: string;

  @Optional()
  @Flag()
  translated?: boolean;

  /** Why the words are in doubt. */
  @Optional()
  @Text()
  doubtful?: string;
}
