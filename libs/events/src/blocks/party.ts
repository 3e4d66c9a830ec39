import { Optional, rule } from '../validation/field.js';
import { Slug, Slugs, Text, Wikidata } from '../validation/field-kinds.js';

/** Who takes part in a story: a government, an office, an organisation. Where the words leave it open, `oneOf`. */
export class Party {
  @Optional()
  @Slug()
  id?: string;

  @Text()
  @rule<Party>(
    'party-identified',
    'needs beside it either id, or oneOf where the words leave open who is meant',
    (party) => (party.id === undefined) !== (party.oneOf === undefined),
  )
  name!: string;

  @Optional()
  @Wikidata()
  wikidata?: string;

  @Optional()
  @Slugs(2)
  oneOf?: string[];
}
