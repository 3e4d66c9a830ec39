import { One, Optional, rule } from '../validation/field.js';
import { FactRef, OneOfWords } from '../validation/field-kinds.js';
import { Quantity } from '../blocks/quantity.js';
import { Estimate } from './estimate.js';

/** A figure replaces another one, because its issuer knows more, erred, or takes it back. We did not err. */
export class EstimateRevised extends Estimate {
  @FactRef()
  revises!: string;

  @OneOfWords('new-information', 'issuer-error', 'withdrawn')
  @rule<EstimateRevised>(
    'quantity-unless-withdrawn',
    'needs a quantity beside it, save that "withdrawn" has none',
    (revision) => (revision.quantity === undefined) === (revision.cause === 'withdrawn'),
  )
  cause!: 'new-information' | 'issuer-error' | 'withdrawn';

  @Optional()
  @One(() => Quantity)
  quantity?: Quantity;
}
