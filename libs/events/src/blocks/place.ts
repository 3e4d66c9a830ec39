import { Optional } from '../validation/field.js';
import { Slug, Text, Wikidata } from '../validation/field-kinds.js';

export class Place {
  @Text()
  name!: string;

  @Optional()
  @Slug()
  id?: string;

  @Optional()
  @Wikidata()
  wikidata?: string;
}
