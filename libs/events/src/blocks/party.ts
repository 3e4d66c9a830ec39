import { Optional, rule } from '../validation/field.js';
import { Slug, Slugs, Text, Wikidata } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';
import { hasOneOf } from '../validation/schema-parts.js';

@Says('Who takes part in a story: a government, an office, an organisation. Where the words leave it open, `oneOf`.')
export class Party {
  @Says('The party, the same in every story.')
  @Optional()
  @Slug()
  id?: string;

  @Says('The name, as people know it.')
  @Text()
  @rule<Party>(
    'party-identified',
    'needs beside it either id, or oneOf where the words leave open who is meant',
    (party) => (party.id === undefined) !== (party.oneOf === undefined),
    hasOneOf('id', 'oneOf'),
  )
  name!: string;

  @Says('The party on Wikidata.')
  @Optional()
  @Wikidata()
  wikidata?: string;

  @Says('The parties of which one is meant, where the words leave it open.')
  @Optional()
  @Slugs(2)
  oneOf?: string[];
}
