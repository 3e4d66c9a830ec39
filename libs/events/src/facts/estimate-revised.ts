import { One, Optional, rule } from '../validation/field.js';
import { FactRef, OneOfWords } from '../validation/field-kinds.js';
import { Quantity } from '../blocks/quantity.js';
import { Estimate } from './estimate.js';
import { Says } from '../validation/field-contract.js';
import { has, hasValue, lacks, where } from '../validation/schema-parts.js';

@Says('A figure replaces another one, because its issuer knows more, erred, or takes it back. We did not err.')
export class EstimateRevised extends Estimate {
  @Says('The figure that it replaces: the end of its chain.')
  @FactRef()
  revises!: string;

  @Says('Why its issuer gives another figure, or none any more.')
  @OneOfWords('new-information', 'issuer-error', 'withdrawn')
  @rule<EstimateRevised>(
    'quantity-unless-withdrawn',
    'needs a quantity beside it, save that "withdrawn" has none',
    (revision) => (revision.quantity === undefined) === (revision.cause === 'withdrawn'),
    where(hasValue('cause', 'withdrawn'), lacks('quantity'), has('quantity')),
  )
  cause!: 'new-information' | 'issuer-error' | 'withdrawn';

  @Says('The new figure.')
  @Optional()
  @One(() => Quantity)
  quantity?: Quantity;
}
