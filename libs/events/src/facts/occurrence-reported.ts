import { Many, One, Optional } from '../validation/field.js';
import { OneOfWords, Text } from '../validation/field-kinds.js';
import { Participant } from '../blocks/participant.js';
import { Place } from '../blocks/place.js';
import { MayBeSaid } from '../blocks/said.js';
import { Says } from '../validation/field-contract.js';

export type OccurrenceKind = 'meeting' | 'call' | 'press-conference' | 'operation' | 'deployment' | 'trend' | 'other';

@Says('Something happened, or goes on.')
export class OccurrenceReported extends MayBeSaid {
  @Says('What kind of occurrence it is.')
  @OneOfWords('meeting', 'call', 'press-conference', 'operation', 'deployment', 'trend', 'other')
  kind!: OccurrenceKind;

  @Says('What happened, in our words.')
  @Text()
  what!: string;

  @Says('Who took part.')
  @Optional()
  @Many(() => Participant, 1)
  participants?: Participant[];

  @Says('Where it happened.')
  @Optional()
  @One(() => Place)
  place?: Place;
}
