import { Many, One, Optional, rule } from '../validation/field.js';
import { OneOfWords, Text } from '../validation/field-kinds.js';
import { Call } from '../blocks/call.js';
import { Comparison } from '../blocks/comparison.js';
import { Link } from '../blocks/link.js';
import { Said } from '../blocks/said.js';
import { quotesWithoutWording, Wording, wordingWhenVerbatim } from '../blocks/wording.js';
import { Says } from '../validation/field-contract.js';
import { has, hasValue, lacks, where } from '../validation/schema-parts.js';

@Says('Somebody says, warns, predicts or calls for something.')
export class StatementIssued extends Said {
  @Says('What is done by saying it.')
  @OneOfWords('says', 'warns', 'predicts', 'calls')
  @rule<StatementIssued>(
    'call-when-calling',
    'needs call beside it when it is "calls", and only then',
    (statement) => (statement.act === 'calls') === (statement.call !== undefined),
    where(hasValue('act', 'calls'), has('call'), lacks('call')),
  )
  act!: 'says' | 'warns' | 'predicts' | 'calls';

  @Says('How firmly it is said.')
  @OneOfWords('asserted', 'believed', 'conditional')
  @rule<StatementIssued>(
    'condition-when-conditional',
    'needs condition beside it when it is "conditional", and only then',
    (statement) => (statement.modality === 'conditional') === (statement.condition !== undefined),
    where(hasValue('modality', 'conditional'), has('condition'), lacks('condition')),
  )
  modality!: 'asserted' | 'believed' | 'conditional';

  @Says('The condition under which it is said to hold.')
  @Optional()
  @Text()
  condition?: string;

  @Says('What was said, in our words.')
  @Text()
  @rule<StatementIssued>(
    'wording-when-verbatim',
    'needs wording beside it when the attribution is verbatim',
    (statement) => !quotesWithoutWording(statement),
    wordingWhenVerbatim,
  )
  proposition!: string;

  @Says('The words themselves.')
  @Optional()
  @One(() => Wording)
  wording?: Wording;

  @Says('What is called for.')
  @Optional()
  @One(() => Call)
  call?: Call;

  @Says('The comparisons that it draws.')
  @Optional()
  @Many(() => Comparison, 1)
  compares?: Comparison[];

  @Says('What it has to do with earlier facts.')
  @Optional()
  @Many(() => Link, 1)
  links?: Link[];
}
