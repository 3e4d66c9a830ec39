import { check, Many, One, Optional, rule } from '../validation/field.js';
import { isEventId } from '../validation/field-kinds.js';
import { Attributed, Attribution } from './attribution.js';
import { Cite } from './cite.js';
import { When } from './when.js';

/**
 * What every fact that somebody said has: either `saidIn`, the statement whose attribution, time and citations it
 * shares, or its own.
 */
export abstract class Said {
  @check(
    'fact-ref',
    'must be the id of an earlier statement of this story',
    (ref) => ref === undefined || isEventId(ref),
  )
  @rule<Said>(
    'said-once',
    'needs either saidIn alone (the statement that says it) or by, with when and cites where known; never both',
    (said) =>
      said.saidIn === undefined
        ? said.by !== undefined
        : said.by === undefined && said.when === undefined && said.cites === undefined,
  )
  saidIn?: string;

  @Optional()
  @One(() => Attribution)
  @Attributed()
  by?: Attribution;

  @Optional()
  @One(() => When)
  when?: When;

  @Optional()
  @Many(() => Cite, 1)
  cites?: Cite[];
}
