import { ClaimPosition } from './claim-position.js';
import { Says } from '../validation/field-contract.js';

@Says('A party says that the claim is true.')
export class ClaimConfirmed extends ClaimPosition {}
