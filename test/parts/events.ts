const parties = [{ id: 'us-dod', name: 'US Department of Defense' }];
const metric = { id: 'troops', label: 'troops in Russia', unit: 'troops' };

export const opened = (id?: string): object => ({
  ...(id === undefined ? {} : { id }),
  type: 'StoryOpened',
  data: { title: 'A story', language: 'en' },
});

export const issued = (id: string, value = 3_000): object => ({
  id,
  type: 'EstimateIssued',
  data: { metric, quantity: { value, unit: 'troops' }, by: { parties, mode: 'paraphrase' } },
});

export const revised = (id: string, revises: string, value = 10_000): object => ({
  id,
  type: 'EstimateRevised',
  data: {
    metric,
    quantity: { value, approx: 'about', unit: 'troops' },
    revises,
    cause: 'new-information',
    by: { parties, mode: 'paraphrase' },
  },
});

export const stated = (id: string, proposition = 'Troops have moved'): object => ({
  id,
  type: 'StatementIssued',
  data: { act: 'says', modality: 'asserted', proposition, by: { parties, mode: 'paraphrase' } },
});

export const corrected = (id: string, fact: string, patch: object): object => ({
  id,
  type: 'FactCorrected',
  data: { fact, patch, reason: 'We misread the source' },
});

export const titled = (id: string, title: string): object => ({ id, type: 'StoryRetitled', data: { title } });

export const summarised = (id: string, lead: string): object => ({
  id,
  type: 'StorySummarised',
  data: { summary: 'Who sent whom', lead, keyFacts: [lead] },
});

export const linked = (id: string, to: string): object => ({
  id,
  type: 'StoryLinked',
  data: { to, relation: 'related' },
});

export const closed = (id: string): object => ({ id, type: 'StoryClosed', data: { reason: 'Nothing is expected' } });

export const reopened = (id: string): object => ({ id, type: 'StoryReopened', data: { reason: 'More is known' } });

export const raised = (id: string): object => ({
  id,
  type: 'ClaimRaised',
  data: { proposition: 'Troops are in Kursk', concerns: parties },
});

export const positioned = (id: string, claim: string, type = 'ClaimConfirmed'): object => ({
  id,
  type,
  data: { claim, by: { parties, mode: 'paraphrase' } },
});

export const reported = (id: string): object => ({
  id,
  type: 'OccurrenceReported',
  data: { kind: 'meeting', what: 'They met' },
});

export const retracted = (id: string, fact: string): object => ({
  id,
  type: 'FactRetracted',
  data: { fact, reason: 'It was another story' },
});
