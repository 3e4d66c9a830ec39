/** The kind of row that an event of each type begins. */
export const kinds: Record<string, string> = {
  StoryOpened: 'story',
  StoryRetitled: 'title',
  StorySummarised: 'summary',
  StoryLinked: 'link',
  StoryClosed: 'closing',
  StoryReopened: 'reopening',
  ClaimRaised: 'claim',
  ClaimConfirmed: 'position',
  ClaimDenied: 'position',
  ClaimLeftUnconfirmed: 'position',
  OccurrenceReported: 'occurrence',
  SourceFiled: 'source',
  EstimateIssued: 'estimate',
  EstimateRevised: 'estimate',
  StatementIssued: 'statement',
};

export const stances: Record<string, string> = {
  ClaimConfirmed: 'confirmed',
  ClaimDenied: 'denied',
  ClaimLeftUnconfirmed: 'unconfirmed',
};
