import { canonicalJson, eventId, mergePatch, validateData } from '#events';
import type {
  Attribution,
  ClaimPosition,
  ClaimRaised,
  EstimateIssued,
  EstimateRevised,
  Fact,
  Json,
  Metric,
  NewEvent,
  OccurrenceReported,
  SourceFiled,
  StatementIssued,
  StorySummarised,
  When,
} from '#events';
import { decide } from './decide.js';
import type { Knowledge } from './knowledge.js';
import { unopened } from './story-state.js';
import type { StoryState } from './story-state.js';

export const by = {
  parties: [{ id: 'us-dod', name: 'US Department of Defense' }],
  mode: 'paraphrase',
} satisfies Attribution;
export const troops = { id: 'troops', label: 'Troops in Russia', unit: 'troops' } satisfies Metric;

const identified = (id: string, fact: Fact): NewEvent => ({
  ...fact,
  id: eventId(id),
  schemaVersion: 1,
  bytes: canonicalJson(fact.data),
});

// A fact that is said in a statement has no attribution of its own.
const own = (more: { saidIn?: string; by?: Attribution }) => (more.saidIn === undefined ? { by } : {});

export const opened = (id: string): NewEvent =>
  identified(id, { type: 'StoryOpened', data: { title: 'Troops', language: 'en' } });

export const filed = (id: string, more: Partial<SourceFiled> = {}): NewEvent =>
  identified(id, { type: 'SourceFiled', data: { title: 'A report', ...more } });

export const issued = (id: string, more: Partial<EstimateIssued> = {}): NewEvent =>
  identified(id, {
    type: 'EstimateIssued',
    data: { metric: troops, quantity: { value: 3000, unit: 'troops' }, ...own(more), ...more },
  });

export const revised = (id: string, revises: string, more: Partial<EstimateRevised> = {}): NewEvent =>
  identified(id, {
    type: 'EstimateRevised',
    data: {
      metric: troops,
      ...(more.cause === 'withdrawn' ? {} : { quantity: { value: 10_000, unit: 'troops' } }),
      revises,
      cause: 'new-information',
      ...own(more),
      ...more,
    },
  });

export const stated = (id: string, more: Partial<StatementIssued> = {}): NewEvent =>
  identified(id, {
    type: 'StatementIssued',
    data: { act: 'says', modality: 'asserted', proposition: 'Troops were sent', ...own(more), ...more },
  });

export const retitled = (id: string, title = 'North Korean troops'): NewEvent =>
  identified(id, { type: 'StoryRetitled', data: { title } });

export const summarised = (id: string, more: Partial<StorySummarised> = {}): NewEvent =>
  identified(id, { type: 'StorySummarised', data: { summary: 'Who sent whom', ...more } });

export const linked = (id: string, to = 'aid'): NewEvent =>
  identified(id, { type: 'StoryLinked', data: { to, relation: 'related' } });

export const closed = (id: string): NewEvent =>
  identified(id, { type: 'StoryClosed', data: { reason: 'Nothing more is expected' } });

export const reopened = (id: string): NewEvent =>
  identified(id, { type: 'StoryReopened', data: { reason: 'More became known' } });

// Nobody need have said it: it may lack an attribution.
export const raised = (id: string, more: Partial<ClaimRaised> = {}): NewEvent =>
  identified(id, {
    type: 'ClaimRaised',
    data: { proposition: 'Troops are in Kursk', concerns: [{ id: 'russia', name: 'Russia' }], ...more },
  });

export type PositionType = 'ClaimConfirmed' | 'ClaimDenied' | 'ClaimLeftUnconfirmed';

export const positioned = (
  id: string,
  claim: string,
  more: Partial<ClaimPosition> = {},
  type: PositionType = 'ClaimConfirmed',
): NewEvent => identified(id, { type, data: { claim, ...own(more), ...more } });

export const reported = (id: string, more: Partial<OccurrenceReported> = {}): NewEvent =>
  identified(id, { type: 'OccurrenceReported', data: { kind: 'meeting', what: 'They met', ...more } });

export const retracted = (id: string, fact: string): NewEvent =>
  identified(id, { type: 'FactRetracted', data: { fact, reason: 'It was another story' } });

export const corrected = (id: string, fact: string, patch: object): NewEvent =>
  identified(id, { type: 'FactCorrected', data: { fact, patch, reason: 'A slip of the pen' } });

export const inOrder = (order: { readonly before?: string[]; readonly after?: string[] }): When => ({
  basis: 'stated',
  ...order,
});

/** The facts of one story as a ledger would tell them: each with the corrections that were accepted. */
export class RecordedFacts {
  private readonly facts = new Map<string, Fact>();

  readonly knowledge: Knowledge = {
    recordedFact: (id) => this.facts.get(id),
    validate: ({ type, data }) => validateData(type, data),
  };

  record(batch: readonly NewEvent[]): void {
    for (const event of batch) {
      const mended = event.type === 'FactCorrected' ? this.facts.get(event.data.fact) : undefined;
      if (event.type === 'FactCorrected' && mended !== undefined) {
        const data = mergePatch(mended.data as unknown as Json, event.data.patch as Json);
        this.facts.set(event.data.fact, { type: mended.type, data } as unknown as Fact);
      }
      this.facts.set(event.id, event);
    }
  }
}

export interface ToldStory {
  readonly state: StoryState;
  readonly recorded: RecordedFacts;
}

/** A story after batches that are all accepted. */
export function storyOf(...batches: readonly (readonly NewEvent[])[]): ToldStory {
  const recorded = new RecordedFacts();
  let state = unopened;
  for (const batch of batches) {
    const decided = decide(state, batch, recorded.knowledge);
    if (!decided.ok) throw new Error(`the example is refused: ${decided.refusal.detail}`);
    recorded.record(batch);
    state = decided.value;
  }
  return { state, recorded };
}

/** Publishes events one by one, leaving out what is refused. */
export function published(events: readonly NewEvent[]) {
  const recorded = new RecordedFacts();
  const refusals: string[] = [];
  let state = unopened;
  const kept = events.filter((one) => {
    const decided = decide(state, [one], recorded.knowledge);
    if (!decided.ok) {
      refusals.push(decided.refusal.code);
      return false;
    }
    recorded.record([one]);
    state = decided.value;
    return true;
  });
  return { state, recorded, kept, refusals };
}

/** `accepted`, or the code and pointer of every broken rule. */
export function verdictOn({ state, recorded }: ToldStory, ...batch: NewEvent[]): string | readonly string[] {
  const decided = decide(state, batch, recorded.knowledge);
  if (decided.ok) return 'accepted';
  return (decided.refusal.errors ?? []).map(({ code, pointer }) => `${code} ${pointer}`);
}

/** What the refusal of a batch says in words. */
export function detailOf({ state, recorded }: ToldStory, ...batch: NewEvent[]): string {
  const decided = decide(state, batch, recorded.knowledge);
  return decided.ok ? 'accepted' : decided.refusal.detail;
}
