import type { Organization, Person, Place as PlaceNode } from 'schema-dts';
import type { Attribution, Participant, Party, Place } from '#events';
import { optional } from '#views';
import { wikidataAddress } from '../addresses.js';

const sameAs = (wikidata: string | undefined) =>
  optional({ sameAs: wikidata === undefined ? undefined : wikidataAddress(wikidata) });

export const organization = ({ name, wikidata }: Pick<Party, 'name' | 'wikidata'>): Organization => ({
  '@type': 'Organization',
  name,
  ...sameAs(wikidata),
});

function person({ name, role, organisation }: Pick<Participant, 'name' | 'role' | 'organisation'>): Person {
  return {
    '@type': 'Person',
    name,
    ...optional({ jobTitle: role }),
    ...(organisation === undefined ? {} : { affiliation: organization({ name: organisation }) }),
  };
}

export const place = ({ name, wikidata }: Place): PlaceNode => ({ '@type': 'Place', name, ...sameAs(wikidata) });

/** Who said it. Nobody where it is open: two authors would mean that both did. */
export function speakers(by: Attribution | undefined): readonly (Person | Organization)[] | undefined {
  if (by === undefined || by.oneOf !== undefined) return undefined;
  const all = [...(by.speaker === undefined ? [] : [person(by.speaker)]), ...(by.parties ?? []).map(organization)];
  return all.length === 0 ? undefined : all;
}

/** Those who took part of whom it is known whether they are people; the others only the sentence names. */
export function attendees(participants: readonly Participant[] | undefined) {
  const known = (participants ?? []).flatMap((one): (Person | Organization)[] => {
    if (one.role !== undefined || one.organisation !== undefined) return [person(one)];
    return one.wikidata === undefined && one.oneOf === undefined ? [] : [organization(one)];
  });
  return known.length === 0 ? undefined : known;
}
