import type { Attribution } from './attribution.js';
import { Optional } from '../validation/field.js';
import { Flag, LanguageTag, OneOfWords, Text } from '../validation/field-kinds.js';
import type { Schema } from '../validation/field-contract.js';
import { Says } from '../validation/field-contract.js';
import { anyOf, has, hasValue, where } from '../validation/schema-parts.js';

@Says('The words themselves, kept to the few that carry the fact.')
export class Wording {
  @Says('The words, verbatim.')
  @Text()
  text!: string;

  @Says("Whose words they are: the party's own, or the narrator's about it.")
  @OneOfWords('party', 'narrator')
  by!: 'party' | 'narrator';

  @Says('The language of the words.')
  @Optional()
  @LanguageTag()
  language?: string;

  @Says('Whether they were translated into it.')
  @Optional()
  @Flag()
  translated?: boolean;

  @Says('Why the words are in doubt.')
  @Optional()
  @Text()
  doubtful?: string;
}

const verbatim = hasValue('mode', 'verbatim');

/** The same as `quotesWithoutWording`, the other way round, in JSON Schema. */
export const wordingWhenVerbatim: Schema = where(
  {
    properties: { by: anyOf(verbatim, { properties: { oneOf: { contains: verbatim } }, required: ['oneOf'] }) },
    required: ['by'],
  },
  has('wording'),
);

/** Whether somebody is quoted to the letter, with no letter to read. */
export function quotesWithoutWording({ by, wording }: { by?: Attribution; wording?: Wording }): boolean {
  if (wording !== undefined) return false;
  return [by, ...(Array.isArray(by?.oneOf) ? by.oneOf : [])].some((one) => one?.mode === 'verbatim');
}
