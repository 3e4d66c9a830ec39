/** Every event type, with the schema version that is current. */
export const currentVersions = {
  StoryOpened: 1,
  StoryRetitled: 1,
  StorySummarised: 1,
  StoryLinked: 2,
  StoryClosed: 1,
  StoryReopened: 1,
  SourceFiled: 1,
  EstimateIssued: 1,
  EstimateRevised: 1,
  StatementIssued: 1,
  ClaimRaised: 1,
  ClaimConfirmed: 1,
  ClaimDenied: 1,
  ClaimLeftUnconfirmed: 1,
  OccurrenceReported: 1,
  FactCorrected: 1,
  FactRetracted: 1,
} as const;

export type EventType = keyof typeof currentVersions;

export const isEventType = (type: string): type is EventType => Object.hasOwn(currentVersions, type);
