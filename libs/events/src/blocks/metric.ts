import { Optional } from '../validation/field.js';
import { Slug, Slugs, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('What a figure counts. Fixed by its first use in a story.')
export class Metric {
  @Says('The name of the metric within its story.')
  @Slug()
  id!: string;

  @Says('What it is called for people.')
  @Text()
  label!: string;

  @Says('The unit of its figures.')
  @Text()
  unit!: string;

  @Says('The things that it counts together, such as killed and wounded.')
  @Optional()
  @Slugs(2)
  combines?: string[];
}
