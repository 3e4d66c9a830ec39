import { ClaimPosition } from './claim-position.js';

/** A party says that the claim is true. */
export class ClaimConfirmed extends ClaimPosition {}
