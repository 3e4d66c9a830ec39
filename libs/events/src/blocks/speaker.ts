import { Optional } from '../validation/field.js';
import { Slug, Text } from '../validation/field-kinds.js';

/** A person, with the role and organisation that they had when they spoke. */
export class Speaker {
  @Slug()
  id!: string;

  @Text()
  name!: string;

  @Optional()
  @Text()
  role?: string;

  @Optional()
  @Text()
  organisation?: string;
}
