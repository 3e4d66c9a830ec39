import { Optional, rule } from '../validation/field.js';
import { Slug, Slugs, Text, Wikidata } from '../validation/field-kinds.js';

/** Who took part: a party, or a speaker with the role and organisation of then. */
export class Participant {
  @Optional()
  @Slug()
  id?: string;

  @Text()
  @rule<Participant>(
    'party-or-speaker',
    'needs beside it what makes a party (id or oneOf, wikidata where known) or a speaker (id; role and organisation where known), not both',
    ({ id, oneOf, wikidata, role, organisation }) =>
      (id === undefined) !== (oneOf === undefined) &&
      ((role === undefined && organisation === undefined) || (oneOf === undefined && wikidata === undefined)),
  )
  name!: string;

  @Optional()
  @Wikidata()
  wikidata?: string;

  @Optional()
  @Slugs(2)
  oneOf?: string[];

  @Optional()
  @Text()
  role?: string;

  @Optional()
  @Text()
  organisation?: string;
}
