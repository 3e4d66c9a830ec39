import { Optional, rule } from '../validation/field.js';
import { Slug, Slugs, Text, Wikidata } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';
import { anyOf, hasOneOf, lacks } from '../validation/schema-parts.js';

@Says('Who took part: a party, or a speaker with the role and organisation of then.')
export class Participant {
  @Says('The party or the person.')
  @Optional()
  @Slug()
  id?: string;

  @Says('The name, as people know it.')
  @Text()
  @rule<Participant>(
    'party-or-speaker',
    'needs beside it what makes a party (id or oneOf, wikidata where known) or a speaker (id; role and organisation where known), not both',
    ({ id, oneOf, wikidata, role, organisation }) =>
      (id === undefined) !== (oneOf === undefined) &&
      ((role === undefined && organisation === undefined) || (oneOf === undefined && wikidata === undefined)),
    { ...hasOneOf('id', 'oneOf'), ...anyOf(lacks('role', 'organisation'), lacks('oneOf', 'wikidata')) },
  )
  name!: string;

  @Says('The party on Wikidata.')
  @Optional()
  @Wikidata()
  wikidata?: string;

  @Says('The parties of which one is meant.')
  @Optional()
  @Slugs(2)
  oneOf?: string[];

  @Says('The role that the speaker had then.')
  @Optional()
  @Text()
  role?: string;

  @Says('The organisation that the speaker belonged to then.')
  @Optional()
  @Text()
  organisation?: string;
}
