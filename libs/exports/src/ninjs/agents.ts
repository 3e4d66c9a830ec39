import type { Attribution, Party, Place } from '#events';
import { optional } from '#views';
import { wikidataAddress } from '../addresses.js';
import type { ViewFact } from '../story-view.js';

/** A person, an organisation or a place as ninjs names them. `literal` is our id, the same in every story. */
export interface Named {
  readonly name: string;
  readonly uri?: string;
  readonly literal?: string;
}

export interface Agents {
  readonly people?: readonly Named[];
  readonly organisations?: readonly Named[];
  readonly places?: readonly Named[];
}

const named = ({ name, id, wikidata }: Pick<Party & Place, 'name' | 'id' | 'wikidata'>): Named => ({
  name,
  ...optional({ uri: wikidata === undefined ? undefined : wikidataAddress(wikidata), literal: id }),
});

/** Whom facts name as those who speak, are concerned or took part, and where; each once, in the order of the facts. */
export function agentsOf(facts: readonly ViewFact[]): Agents {
  return optional({
    people: distinct(facts.flatMap(peopleOf)),
    organisations: distinct(facts.flatMap(organisationsOf)),
    places: distinct(facts.flatMap(placesOf)),
  });
}

function distinct(all: readonly Named[]): readonly Named[] | undefined {
  const once = new Map(all.map((one) => [JSON.stringify([one.literal ?? null, one.name]), one]));
  return once.size === 0 ? undefined : [...once.values()];
}

const attributions = (by: Attribution | undefined): readonly Attribution[] =>
  by === undefined ? [] : (by.oneOf ?? [by]);

const participantsOf = (fact: ViewFact) => (fact.kind === 'occurrence' ? (fact.doc.data.participants ?? []) : []);

const isPerson = ({ role, organisation }: { role?: string; organisation?: string }) =>
  role !== undefined || organisation !== undefined;

const peopleOf = (fact: ViewFact): readonly Named[] => [
  ...attributions(fact.said.by).flatMap(({ speaker }) => (speaker === undefined ? [] : [named(speaker)])),
  ...participantsOf(fact).filter(isPerson).map(named),
];

function organisationsOf(fact: ViewFact): readonly Named[] {
  const parties = attributions(fact.said.by).flatMap((by) => by.parties ?? []);
  const concerned = fact.kind === 'claim' ? fact.doc.data.concerns : [];
  // Of a name alone it is not known whether it is a person's.
  const took = participantsOf(fact).filter(({ wikidata, oneOf }) => wikidata !== undefined || oneOf !== undefined);
  return [...parties, ...concerned, ...took].map(named);
}

function placesOf(fact: ViewFact): readonly Named[] {
  if (fact.kind !== 'estimate' && fact.kind !== 'occurrence') return [];
  return fact.doc.data.place === undefined ? [] : [named(fact.doc.data.place)];
}
