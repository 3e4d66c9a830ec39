import { ClaimPosition } from './claim-position.js';

/** A party speaks to the claim, and neither confirms nor denies it. That is no silence, and no denial. */
export class ClaimLeftUnconfirmed extends ClaimPosition {}
