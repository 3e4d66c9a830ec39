import { Optional, rule } from '../validation/field.js';
import { Edtf, FactRefs, OneOfWords, Text, Zone } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';
import { anyOf, has } from '../validation/schema-parts.js';

@Says('When it was said or happened, as far as known: a date, words, an order among facts, or several of these.')
export class When {
  @Says('The date or span, as far as known.')
  @Optional()
  @Edtf()
  edtf?: string;

  @Says('The words that tell the time, such as "last week".')
  @Optional()
  @Text()
  wording?: string;

  @Says('Whether the source states it, or we infer it.')
  @OneOfWords('stated', 'inferred')
  @rule<When>(
    'when-says-something',
    'needs beside it edtf, wording, before or after',
    (when) => [when.edtf, when.wording, when.before, when.after].some((part) => part !== undefined),
    anyOf(has('edtf'), has('wording'), has('before'), has('after')),
  )
  basis!: 'stated' | 'inferred';

  @Says('The time zone in which the date is meant.')
  @Optional()
  @Zone()
  zone?: string;

  @Says('Facts that it comes before.')
  @Optional()
  @FactRefs()
  before?: string[];

  @Says('Facts that it comes after.')
  @Optional()
  @FactRefs()
  after?: string[];
}
