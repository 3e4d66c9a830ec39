import type { Attribution } from './attribution.js';
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

/** Whether somebody is quoted to the letter, with no letter to read. */
export function quotesWithoutWording({ by, wording }: { by?: Attribution; wording?: Wording }): boolean {
  if (wording !== undefined) return false;
  return [by, ...(Array.isArray(by?.oneOf) ? by.oneOf : [])].some((one) => one?.mode === 'verbatim');
}
