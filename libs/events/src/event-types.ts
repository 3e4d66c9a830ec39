import { EstimateIssued } from './facts/estimate-issued.js';
import { EstimateRevised } from './facts/estimate-revised.js';
import { FactCorrected } from './facts/fact-corrected.js';
import { SourceFiled } from './facts/source-filed.js';
import { StatementIssued } from './facts/statement-issued.js';
import { StoryOpened } from './facts/story-opened.js';

/** Every event type, its class, and the schema version that is current. */
export const eventTypes = {
  StoryOpened: { data: StoryOpened, version: 1 },
  SourceFiled: { data: SourceFiled, version: 1 },
  EstimateIssued: { data: EstimateIssued, version: 1 },
  EstimateRevised: { data: EstimateRevised, version: 1 },
  StatementIssued: { data: StatementIssued, version: 1 },
  FactCorrected: { data: FactCorrected, version: 1 },
} as const;

export type EventType = keyof typeof eventTypes;

/** An event's type with its data, as a union to switch over. */
export type Fact = {
  [T in EventType]: { readonly type: T; readonly data: InstanceType<(typeof eventTypes)[T]['data']> };
}[EventType];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventTypes, type);
}
