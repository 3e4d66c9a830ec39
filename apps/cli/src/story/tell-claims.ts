import { endless, tellUtterance } from '#views';
import { wrap } from '../wrap.js';
import { marksOf } from './fact-words.js';
import type { Claim, Position } from './told-fact.js';

const stances = {
  confirmed: 'confirmed',
  denied: 'denied',
  unconfirmed: 'neither confirmed nor denied',
  'nothing-recorded': 'nothing recorded here',
};

/** Who stands where on each claim, and who said so where that is known. */
export function tellClaims(claims: readonly Claim[], positions: readonly Position[] = []): string[] {
  const earliestFirst = [...claims].sort((one, other) => one.position - other.position);
  return earliestFirst.flatMap((claim) => [
    ...wrap(`${endless(claim.data.proposition)}${marksOf(claim)} [${claim.id}]`, 2, 4),
    ...claim.stands.flatMap(({ party, stance, position: id }) => {
      const position = positions.find((one) => one.id === id);
      const said = position === undefined ? '' : `; ${tellUtterance(position.said)}${marksOf(position)}`;
      return wrap(`${party.name}: ${stances[stance]}${said}`, 4, 6);
    }),
  ]);
}
