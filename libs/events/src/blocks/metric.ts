import { Optional } from '../validation/field.js';
import { Slug, Slugs, Text } from '../validation/field-kinds.js';

/** What a figure counts. Fixed by its first use in a story. */
export class Metric {
  @Slug()
  id!: string;

  @Text()
  label!: string;

  @Text()
  unit!: string;

  /** The things that it counts together, such as killed and wounded. */
  @Optional()
  @Slugs(2)
  combines?: string[];
}
