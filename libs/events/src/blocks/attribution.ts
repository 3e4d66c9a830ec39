import { Many, One, Optional, rule } from '../validation/field.js';
import { FactRef, OneOfWords, Text } from '../validation/field-kinds.js';
import { Party } from './party.js';
import { Speaker } from './speaker.js';
import type { Schema } from '../validation/field-contract.js';
import { Says } from '../validation/field-contract.js';
import { anyOf, has, hasValue, lacks } from '../validation/schema-parts.js';

export type Mode = 'verbatim' | 'paraphrase' | 'narrator';

@Says('Who said it, for whom, where and how. Where it is open who said it: `oneOf`, alone.')
export class Attribution {
  @Says('Those who say it; none when the narrator of the cited source speaks.')
  @Optional()
  @Many(() => Party)
  parties?: Party[];

  @Says('The person who speaks for them.')
  @Optional()
  @One(() => Speaker)
  speaker?: Speaker;

  @Says('Where it was published, such as X or a television station.')
  @Optional()
  @Text()
  channel?: string;

  @Says('Where the speaker stood.')
  @Optional()
  @Text()
  venue?: string;

  @Says('The occurrence, such as a press conference, at which it was said.')
  @Optional()
  @FactRef()
  at?: string;

  @Says('Whether the source quotes, tells it in other words, or speaks itself.')
  @Optional()
  @OneOfWords('verbatim', 'paraphrase', 'narrator')
  mode?: Mode;

  @Says('The attributions of which one is meant, where the source leaves it open.')
  @Optional()
  @Many(() => Attribution, 2)
  oneOf?: Attribution[];
}

const closedAttribution: Schema = {
  ...lacks('oneOf'),
  ...has('mode'),
  ...anyOf(hasValue('mode', 'narrator'), { properties: { parties: { minItems: 1 } }, required: ['parties'] }),
};
const openAttribution: Schema = {
  properties: { oneOf: { items: closedAttribution } },
  required: ['oneOf'],
  maxProperties: 1,
};

/** What makes an attribution whole; stated where it is held, because every field of its own may be absent. */
export const Attributed = (): PropertyDecorator =>
  rule<{ by?: Attribution }>(
    'attribution',
    'must have a mode (verbatim, paraphrase, narrator) and, unless the narrator speaks, at least one party; ' +
      'or oneOf alone, with at least two such attributions',
    ({ by }) => by === undefined || isWhole(by, true),
    { properties: { by: anyOf(closedAttribution, openAttribution) } },
  );

function isWhole(by: Attribution, mayBeOpen: boolean): boolean {
  if (by.oneOf !== undefined) {
    const alone = Object.values(by).filter((value) => value !== undefined).length === 1;
    return mayBeOpen && alone && Array.isArray(by.oneOf) && by.oneOf.every((one) => isWhole(one, false));
  }
  if (by.mode === undefined) return false;
  return by.mode === 'narrator' || (Array.isArray(by.parties) && by.parties.length > 0);
}
