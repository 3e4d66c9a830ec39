import { canonicalJson, eventId, position, storyId, version } from '#events';
import type {
  Attribution,
  ClaimPosition,
  ClaimRaised,
  EstimateIssued,
  EstimateRevised,
  Fact,
  Metric,
  OccurrenceReported,
  StatementIssued,
  StoredEvent,
  StorySummarised,
} from '#events';

export const pentagon: Attribution = {
  parties: [{ id: 'us-dod', name: 'US Department of Defense' }],
  speaker: { id: 'sabrina-singh', name: 'Sabrina Singh', role: 'Pentagon deputy spokeswoman' },
  mode: 'paraphrase',
};
export const troops: Metric = { id: 'troops', label: 'North Korean troops in Russia', unit: 'troops' };

export type Sent = Fact & { readonly id: string; readonly story?: string };

export const opened = (id: string, title = 'Troops'): Sent => ({
  id,
  type: 'StoryOpened',
  data: { title, language: 'en' },
});

export const filed = (id: string, title = 'A report'): Sent => ({ id, type: 'SourceFiled', data: { title } });

// A fact that is said in a statement has no attribution of its own.
const own = (more: { saidIn?: string }) => (more.saidIn === undefined ? { by: pentagon } : {});

export const issued = (id: string, value: number, more: Partial<EstimateIssued> = {}): Sent => ({
  id,
  type: 'EstimateIssued',
  data: { metric: troops, quantity: { value, unit: 'troops' }, ...own(more), ...more },
});

export const revised = (id: string, revises: string, value: number, more: Partial<EstimateRevised> = {}): Sent => ({
  id,
  type: 'EstimateRevised',
  data: {
    metric: troops,
    ...(more.cause === 'withdrawn' ? {} : { quantity: { value, unit: 'troops' } }),
    revises,
    cause: 'new-information',
    ...own(more),
    ...more,
  },
});

export const stated = (id: string, more: Partial<StatementIssued> = {}): Sent => ({
  id,
  type: 'StatementIssued',
  data: { act: 'says', modality: 'asserted', proposition: 'Troops were sent', ...own(more), ...more },
});

export const corrected = (id: string, fact: string, patch: object): Sent => ({
  id,
  type: 'FactCorrected',
  data: { fact, patch, reason: 'A slip of the pen' },
});

export const retracted = (id: string, fact: string): Sent => ({
  id,
  type: 'FactRetracted',
  data: { fact, reason: 'It was another story' },
});

export const retitled = (id: string, title: string): Sent => ({ id, type: 'StoryRetitled', data: { title } });

export const summarised = (id: string, summary: string, more: Partial<StorySummarised> = {}): Sent => ({
  id,
  type: 'StorySummarised',
  data: { summary, ...more },
});

export const linked = (id: string, to: string): Sent => ({
  id,
  type: 'StoryLinked',
  data: { to, relation: 'related' },
});

export const closed = (id: string): Sent => ({ id, type: 'StoryClosed', data: { reason: 'Nothing more is expected' } });

export const reopened = (id: string): Sent => ({ id, type: 'StoryReopened', data: { reason: 'More became known' } });

// Nobody need have said it.
export const raised = (id: string, more: Partial<ClaimRaised> = {}): Sent => ({
  id,
  type: 'ClaimRaised',
  data: { proposition: 'Troops are in Kursk', concerns: [{ id: 'russia', name: 'Russia' }], ...more },
});

export type PositionType = 'ClaimConfirmed' | 'ClaimDenied' | 'ClaimLeftUnconfirmed';

export const positioned = (id: string, claim: string, type: PositionType, more: Partial<ClaimPosition> = {}): Sent => ({
  id,
  type,
  data: { claim, ...own(more), ...more },
});

export const reported = (id: string, more: Partial<OccurrenceReported> = {}): Sent => ({
  id,
  type: 'OccurrenceReported',
  data: { kind: 'meeting', what: 'They met', ...more },
});

/** Events as they stand in the log: each batch is one commit, positions go on from one to the next. */
export function recordedBatches(batches: readonly (readonly Sent[])[]): StoredEvent[][] {
  let last = 0;
  const versions = new Map<string, number>();
  return batches.map((batch) => {
    const commit = position(last + batch.length);
    return batch.map(({ id, type, data, story = 'troops' }) => {
      last += 1;
      versions.set(story, (versions.get(story) ?? 0) + 1);
      return {
        position: position(last),
        story: storyId(story),
        version: version(versions.get(story) ?? 0),
        id: eventId(id),
        commit,
        type,
        schemaVersion: 1,
        recordedAt: `2024-10-28T21:05:00.${String(last).padStart(6, '0')}Z`,
        recordedBy: 'key-1',
        data: canonicalJson(data),
        salt: '00'.repeat(16),
      };
    });
  });
}

export const recordedEvents = (...sent: Sent[]): StoredEvent[] => recordedBatches([sent]).flat();
