import { ClaimPosition } from './claim-position.js';
import { Says } from '../validation/field-contract.js';

@Says('A party says that the claim is false.')
export class ClaimDenied extends ClaimPosition {}
