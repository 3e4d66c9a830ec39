import { Text } from '../validation/field-kinds.js';
import { Says } from '../validation/field-contract.js';

@Says('Nothing more is expected. A closed story takes corrections, retractions and its reopening, and nothing else.')
export class StoryClosed {
  @Says('Why it is closed.')
  @Text()
  reason!: string;
}
