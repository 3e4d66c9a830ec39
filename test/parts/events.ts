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
