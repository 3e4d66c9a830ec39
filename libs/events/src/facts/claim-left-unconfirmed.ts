import { ClaimPosition } from './claim-position.js';
import { Says } from '../validation/field-contract.js';

@Says('A party speaks to the claim, and neither confirms nor denies it. That is no silence, and no denial.')
export class ClaimLeftUnconfirmed extends ClaimPosition {}
