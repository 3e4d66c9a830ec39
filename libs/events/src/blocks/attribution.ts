import { Many, One, Optional, rule } from '../validation/field.js';
import { FactRef, OneOfWords, Text } from '../validation/field-kinds.js';
import { Party } from './party.js';
import { Speaker } from './speaker.js';

export type Mode = 'verbatim' | 'paraphrase' | 'narrator';

/** Who said it, for whom, where and how. Where it is open who said it: `oneOf`, alone. */
export class Attribution {
  @Optional()
  @Many(() => Party)
  parties?: Party[];

  @Optional()
  @One(() => Speaker)
  speaker?: Speaker;

  @Optional()
  @Text()
  channel?: string;

  @Optional()
  @Text()
  venue?: string;

  /** The occurrence, such as a press conference, at which it was said. */
  @Optional()
  @FactRef()
  at?: string;

  @Optional()
  @OneOfWords('verbatim', 'paraphrase', 'narrator')
  mode?: Mode;

  @Optional()
  @Many(() => Attribution, 2)
  oneOf?: Attribution[];
}

/** What makes an attribution whole; stated where it is held, because every field of its own may be absent. */
export const Attributed = (): PropertyDecorator =>
  rule<{ by?: Attribution }>(
    'attribution',
    'must have a mode (verbatim, paraphrase, narrator) and, unless the narrator speaks, at least one party; ' +
      'or oneOf alone, with at least two such attributions',
    ({ by }) => by === undefined || isWhole(by, true),
  );

function isWhole(by: Attribution, mayBeOpen: boolean): boolean {
  if (by.oneOf !== undefined) {
    const alone = Object.values(by).filter((value) => value !== undefined).length === 1;
    return mayBeOpen && alone && Array.isArray(by.oneOf) && by.oneOf.every((one) => isWhole(one, false));
  }
  if (by.mode === undefined) return false;
  return by.mode === 'narrator' || (Array.isArray(by.parties) && by.parties.length > 0);
}
