import type { Party } from '#events';
import type { Stance } from '../rows.js';

interface Stood<S> {
  readonly party: Party;
  readonly stance: S;
}

const had = {
  confirmed: 'had confirmed it',
  denied: 'had denied it',
  unconfirmed: 'had neither confirmed nor denied it',
};
const again = {
  confirmed: 'has confirmed the claim',
  denied: 'has denied the claim',
  unconfirmed: 'has neither confirmed nor denied the claim',
};

/** " Before, Russia had denied it.": where parties of a new position had stood. */
export function tellBefore(was: readonly Stood<Stance>[] | undefined): string {
  return (was ?? []).map(({ party, stance }) => ` Before, ${party.name} ${had[stance]}.`).join('');
}

/** " Of Russia, nothing is recorded here again.": where parties stand once a position of theirs was retracted. */
export function tellLeft(left: readonly Stood<Stance | 'nothing-recorded'>[] | undefined): string {
  return (left ?? [])
    .map(({ party, stance }) =>
      stance === 'nothing-recorded'
        ? ` Of ${party.name}, nothing is recorded here on the claim any more.`
        : ` As recorded here, ${party.name} ${again[stance]}.`,
    )
    .join('');
}
