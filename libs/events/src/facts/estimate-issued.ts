import { One } from '../validation/field.js';
import { Quantity } from '../blocks/quantity.js';
import { Estimate } from './estimate.js';
import { Says } from '../validation/field-contract.js';

@Says(
  'A figure is given. Another figure of the same metric and issuer is a revision only where EstimateRevised says so.',
)
export class EstimateIssued extends Estimate {
  @Says('The figure.')
  @One(() => Quantity)
  quantity!: Quantity;
}
