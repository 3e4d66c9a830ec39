import { Many, One, Optional } from '../validation/field.js';
import { OneOfWords, Text } from '../validation/field-kinds.js';
import { Participant } from '../blocks/participant.js';
import { Place } from '../blocks/place.js';
import { MayBeSaid } from '../blocks/said.js';

export type OccurrenceKind = 'meeting' | 'call' | 'press-conference' | 'operation' | 'deployment' | 'trend' | 'other';

/** Something happened, or goes on. */
export class OccurrenceReported extends MayBeSaid {
  @OneOfWords('meeting', 'call', 'press-conference', 'operation', 'deployment', 'trend', 'other')
  kind!: OccurrenceKind;

  /** What happened, in our words. */
  @Text()
  what!: string;

  @Optional()
  @Many(() => Participant, 1)
  participants?: Participant[];

  @Optional()
  @One(() => Place)
  place?: Place;
}
