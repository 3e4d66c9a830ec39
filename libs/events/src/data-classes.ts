import type { EventType } from './current-versions.js';
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

/** What the data of each event type is, in its current schema version. */
export const dataClasses = {
  StoryOpened,
  StoryRetitled,
  StorySummarised,
  StoryLinked,
  StoryClosed,
  StoryReopened,
  SourceFiled,
  EstimateIssued,
  EstimateRevised,
  StatementIssued,
  ClaimRaised,
  ClaimConfirmed,
  ClaimDenied,
  ClaimLeftUnconfirmed,
  OccurrenceReported,
  FactCorrected,
  FactRetracted,
} as const satisfies Readonly<Record<EventType, unknown>>;

/** An event's type with its data, as a union to switch over. */
export type Fact = {
  [T in EventType]: { readonly type: T; readonly data: InstanceType<(typeof dataClasses)[T]> };
}[EventType];
