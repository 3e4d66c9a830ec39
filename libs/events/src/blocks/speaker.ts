import { Optional } from '../validation/field.js';
import { Slug, Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('A person, with the role and organisation that they had when they spoke.')
export class Speaker {
  @Says('The person, the same in every story.')
  @Slug()
  id!: string;

  @Says('The name, as people know it.')
  @Text()
  name!: string;

  @Says('The role of then.')
  @Optional()
  @Text()
  role?: string;

  @Says('The organisation of then.')
  @Optional()
  @Text()
  organisation?: string;
}
