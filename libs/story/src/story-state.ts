import { Map } from 'immutable';
import type { EventId, EventType } from '#events';

export type FactKind =
  | 'story'
  | 'title'
  | 'summary'
  | 'link'
  | 'closing'
  | 'reopening'
  | 'source'
  | 'estimate'
  | 'statement'
  | 'claim'
  | 'position'
  | 'occurrence'
  | 'correction'
  | 'retraction';

export const kindOf: Readonly<Record<EventType, FactKind>> = {
  StoryOpened: 'story',
  StoryRetitled: 'title',
  StorySummarised: 'summary',
  StoryLinked: 'link',
  StoryClosed: 'closing',
  StoryReopened: 'reopening',
  SourceFiled: 'source',
  EstimateIssued: 'estimate',
  EstimateRevised: 'estimate',
  StatementIssued: 'statement',
  ClaimRaised: 'claim',
  ClaimConfirmed: 'position',
  ClaimDenied: 'position',
  ClaimLeftUnconfirmed: 'position',
  OccurrenceReported: 'occurrence',
  FactCorrected: 'correction',
  FactRetracted: 'retraction',
};

/** What decisions need to know of a fact: ids, kinds, chains and edges, no text. */
export interface FactState {
  readonly kind: FactKind;
  readonly metric?: string;
  readonly revisedBy?: EventId;
  readonly retractedBy?: EventId;
  readonly saidIn?: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The corrections that it has had, by their ids. */
  readonly corrections: readonly EventId[];
}

export interface StoryState {
  /** Of the last event; 0 before the story is opened. */
  readonly version: number;
  /** A closed story takes corrections, retractions and its reopening only. */
  readonly isClosed: boolean;
  /** Every event of the story by its id: an id is taken for ever. */
  readonly facts: Map<string, FactState>;
  /** The first definition of each metric, as canonical JSON. */
  readonly metrics: Map<string, string>;
}

export const unopened: StoryState = { version: 0, isClosed: false, facts: Map(), metrics: Map() };
