import { Optional, rule } from '../validation/field.js';
import { Edtf, FactRefs, OneOfWords, Text, Zone } from '../validation/field-kinds.js';

/** When it was said or happened, as far as known: a date, words, an order among facts, or several of these. */
export class When {
  @Optional()
  @Edtf()
  edtf?: string;

  @Optional()
  @Text()
  wording?: string;

  @OneOfWords('stated', 'inferred')
  @rule<When>('when-says-something', 'needs beside it edtf, wording, before or after', (when) =>
    [when.edtf, when.wording, when.before, when.after].some((part) => part !== undefined),
  )
  basis!: 'stated' | 'inferred';

  @Optional()
  @Zone()
  zone?: string;

  @Optional()
  @FactRefs()
  before?: string[];

  @Optional()
  @FactRefs()
  after?: string[];
}
