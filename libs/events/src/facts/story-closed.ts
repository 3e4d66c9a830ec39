import { Text } from '../validation/field-kinds.js';

/** Nothing more is expected. A closed story takes corrections, retractions and its reopening, and nothing else. */
export class StoryClosed {
  @Text()
  reason!: string;
}
