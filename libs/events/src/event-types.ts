import { ClaimConfirmed } from './facts/claim-confirmed.js';
import { ClaimDenied } from './facts/claim-denied.js';
import { ClaimLeftUnconfirmed } from './facts/claim-left-unconfirmed.js';
import { ClaimRaised } from './facts/claim-raised.js';
import { EstimateIssued } from './facts/estimate-issued.js';
import { EstimateRevised } from './facts/estimate-revised.js';
import { FactCorrected } from './facts/fact-corrected.js';
import { FactRetracted } from './facts/fact-retracted.js';
import { OccurrenceReported } from './facts/occurrence-reported.js';
import { SourceFiled } from './facts/source-filed.js';
import { StatementIssued } from './facts/statement-issued.js';
import { StoryClosed } from './facts/story-closed.js';
import { StoryLinked } from './facts/story-linked.js';
import { StoryOpened } from './facts/story-opened.js';
import { StoryReopened } from './facts/story-reopened.js';
import { StoryRetitled } from './facts/story-retitled.js';
import { StorySummarised } from './facts/story-summarised.js';

/** Every event type, its class, and the schema version that is current. */
export const eventTypes = {
  StoryOpened: { data: StoryOpened, version: 1 },
  StoryRetitled: { data: StoryRetitled, version: 1 },
  StorySummarised: { data: StorySummarised, version: 1 },
  StoryLinked: { data: StoryLinked, version: 2 },
  StoryClosed: { data: StoryClosed, version: 1 },
  StoryReopened: { data: StoryReopened, version: 1 },
  SourceFiled: { data: SourceFiled, version: 1 },
  EstimateIssued: { data: EstimateIssued, version: 1 },
  EstimateRevised: { data: EstimateRevised, version: 1 },
  StatementIssued: { data: StatementIssued, version: 1 },
  ClaimRaised: { data: ClaimRaised, version: 1 },
  ClaimConfirmed: { data: ClaimConfirmed, version: 1 },
  ClaimDenied: { data: ClaimDenied, version: 1 },
  ClaimLeftUnconfirmed: { data: ClaimLeftUnconfirmed, version: 1 },
  OccurrenceReported: { data: OccurrenceReported, version: 1 },
  FactCorrected: { data: FactCorrected, version: 1 },
  FactRetracted: { data: FactRetracted, version: 1 },
} as const;

export type EventType = keyof typeof eventTypes;

/** An event's type with its data, as a union to switch over. */
export type Fact = {
  [T in EventType]: { readonly type: T; readonly data: InstanceType<(typeof eventTypes)[T]['data']> };
}[EventType];

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventTypes, type);
}
