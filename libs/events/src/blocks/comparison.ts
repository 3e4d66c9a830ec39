import { One, Optional, rule } from '../validation/field.js';
import { Edtf, FactRef, OneOfWords, Slug, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';
import { hasOneOf } from '../validation/schema-parts.js';

@Says('The set of figures within which one is the greatest or least.')
export class Among {
  @Says('The metric whose figures are compared.')
  @Slug()
  metric!: string;

  @Says('The length of time that each figure covers, such as a month.')
  @Optional()
  @Text()
  span?: string;

  @Says('The time since which they are compared.')
  @Optional()
  @Edtf()
  since?: string;
}

@Says('A figure beside another one, or as the greatest or least of several.')
export class Comparison {
  @Says('The figure that is compared.')
  @FactRef()
  subject!: string;

  @Says('How it stands to the other or the others.')
  @OneOfWords('greater', 'less', 'equal', 'greatest', 'least')
  @rule<Comparison>(
    'comparison-has-an-end',
    'needs beside it exactly one of: to (another figure), among (a set of figures)',
    (comparison) => (comparison.to === undefined) !== (comparison.among === undefined),
    hasOneOf('to', 'among'),
  )
  relation!: 'greater' | 'less' | 'equal' | 'greatest' | 'least';

  @Says('The other figure.')
  @Optional()
  @FactRef()
  to?: string;

  @Says('The set of figures within which it is the greatest or least.')
  @Optional()
  @One(() => Among)
  among?: Among;
}
