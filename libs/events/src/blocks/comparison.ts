import { One, Optional, rule } from '../validation/field.js';
import { Edtf, FactRef, OneOfWords, Slug, Text } from '../validation/field-kinds.js';

/** The set of figures within which one is the greatest or least. */
export class Among {
  @Slug()
  metric!: string;

  @Optional()
  @Text()
  span?: string;

  @Optional()
  @Edtf()
  since?: string;
}

export class Comparison {
  @FactRef()
  subject!: string;

  @OneOfWords('greater', 'less', 'equal', 'greatest', 'least')
  @rule<Comparison>(
    'comparison-has-an-end',
    'needs beside it exactly one of: to (another figure), among (a set of figures)',
    (comparison) => (comparison.to === undefined) !== (comparison.among === undefined),
  )
  relation!: 'greater' | 'less' | 'equal' | 'greatest' | 'least';

  @Optional()
  @FactRef()
  to?: string;

  @Optional()
  @One(() => Among)
  among?: Among;
}
