import { ClaimPosition } from './claim-position.js';

/** A party says that the claim is false. */
export class ClaimDenied extends ClaimPosition {}
