import { check, Many, One, Optional, rule } from '../validation/field.js';
import { eventIdSchema, isEventId } from '../validation/field-kinds.js';
import { Attributed, Attribution } from './attribution.js';
import { Cite } from './cite.js';
import { When } from './when.js';
import { MayBeAbsent, Says } from '../validation/field-contract.js';
import { has, lacks, where } from '../validation/schema-parts.js';

const isStatementRef = check(
  'fact-ref',
  'must be the id of an earlier statement of this story',
  (ref) => ref === undefined || isEventId(ref),
  eventIdSchema,
);

const StatementRef = (): PropertyDecorator => (prototype, property) => {
  MayBeAbsent(prototype, property);
  isStatementRef(prototype, property);
};

const saidInWords = 'The statement that says it, whose attribution, time and citations it shares.';

const hasOwn = ({ by, when, cites }: MayBeSaid) => [by, when, cites].some((part) => part !== undefined);

@Says(
  'What every fact has that somebody may have said: either `saidIn`, the statement whose attribution, time and citations it shares, or its own, as far as known.',
)
export abstract class MayBeSaid {
  @Says(saidInWords)
  @StatementRef()
  @rule<MayBeSaid>(
    'said-once',
    'needs to stand alone (the statement that says it), or to be left out where by, when or cites are given',
    (said) => said.saidIn === undefined || !hasOwn(said),
    where(has('saidIn'), lacks('by', 'when', 'cites')),
  )
  saidIn?: string;

  @Says('Who said it, where it has an attribution of its own.')
  @Optional()
  @One(() => Attribution)
  @Attributed()
  by?: Attribution;

  @Says('When it was said or happened.')
  @Optional()
  @One(() => When)
  when?: When;

  @Says('Where it stands; several when a quote appears twice.')
  @Optional()
  @Many(() => Cite, 1)
  cites?: Cite[];
}

@Says('What every fact has that somebody said: `saidIn`, or `by` with time and citations where known; never neither.')
export abstract class Said extends MayBeSaid {
  // What a class says of a field replaces what its parent said of it.
  @Says(saidInWords)
  @StatementRef()
  @rule<Said>(
    'said-once',
    'needs either saidIn alone (the statement that says it) or by, with when and cites where known; never both',
    (said) => (said.saidIn === undefined ? said.by !== undefined : !hasOwn(said)),
    where(has('saidIn'), lacks('by', 'when', 'cites'), has('by')),
  )
  override saidIn?: string;
}
