import { Optional } from '../validation/field.js';
import { Slug, Text, Wikidata } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('A place, as far as it is named.')
export class Place {
  @Says('The name of the place.')
  @Text()
  name!: string;

  @Says('The place, the same in every story.')
  @Optional()
  @Slug()
  id?: string;

  @Says('The place on Wikidata.')
  @Optional()
  @Wikidata()
  wikidata?: string;
}
