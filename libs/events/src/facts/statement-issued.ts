import { Many, One, Optional, rule } from '../validation/field.js';
import { OneOfWords, Text } from '../validation/field-kinds.js';
import { Call } from '../blocks/call.js';
import { Comparison } from '../blocks/comparison.js';
import { Link } from '../blocks/link.js';
import { Said } from '../blocks/said.js';
import { quotesWithoutWording, Wording } from '../blocks/wording.js';

/** Somebody says, warns, predicts or calls for something. */
export class StatementIssued extends Said {
  @OneOfWords('says', 'warns', 'predicts', 'calls')
  @rule<StatementIssued>(
    'call-when-calling',
    'needs call beside it when it is "calls", and only then',
    (statement) => (statement.act === 'calls') === (statement.call !== undefined),
  )
  act!: 'says' | 'warns' | 'predicts' | 'calls';

  @OneOfWords('asserted', 'believed', 'conditional')
  @rule<StatementIssued>(
    'condition-when-conditional',
    'needs condition beside it when it is "conditional", and only then',
    (statement) => (statement.modality === 'conditional') === (statement.condition !== undefined),
  )
  modality!: 'asserted' | 'believed' | 'conditional';

  @Optional()
  @Text()
  condition?: string;

  /** What was said, in our words. */
  @Text()
  @rule<StatementIssued>(
    'wording-when-verbatim',
    'needs wording beside it when the attribution is verbatim',
    (statement) => !quotesWithoutWording(statement),
  )
  proposition!: string;

  @Optional()
  @One(() => Wording)
  wording?: Wording;

  @Optional()
  @One(() => Call)
  call?: Call;

  @Optional()
  @Many(() => Comparison, 1)
  compares?: Comparison[];

  @Optional()
  @Many(() => Link, 1)
  links?: Link[];
}
