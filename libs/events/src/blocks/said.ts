import { check, Many, One, Optional, rule } from '../validation/field.js';
import { isEventId } from '../validation/field-kinds.js';
import { Attributed, Attribution } from './attribution.js';
import { Cite } from './cite.js';
import { When } from './when.js';

const StatementRef = () =>
  check(
    'fact-ref',
    'must be the id of an earlier statement of this story',
    (ref) => ref === undefined || isEventId(ref),
  );

const hasOwn = ({ by, when, cites }: MayBeSaid) => [by, when, cites].some((part) => part !== undefined);

/**
 * What every fact has that somebody may have said: either `saidIn`, the statement whose attribution, time and
 * citations it shares, or its own, as far as known.
 */
export abstract class MayBeSaid {
  @StatementRef()
  @rule<MayBeSaid>(
    'said-once',
    'needs to stand alone (the statement that says it), or to be left out where by, when or cites are given',
    (said) => said.saidIn === undefined || !hasOwn(said),
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

/** What every fact has that somebody said: `saidIn`, or `by` with time and citations where known; never neither. */
export abstract class Said extends MayBeSaid {
  // What a class says of a field replaces what its parent said of it.
  @StatementRef()
  @rule<Said>(
    'said-once',
    'needs either saidIn alone (the statement that says it) or by, with when and cites where known; never both',
    (said) => (said.saidIn === undefined ? said.by !== undefined : !hasOwn(said)),
  )
  override saidIn?: string;
}
