import { canonicalJson, mergePatch } from '#events';
import type { EventId, Fact, Json, When } from '#events';
import { kindOf } from './story-state.js';
import type { FactKind, FactState, StoryState } from './story-state.js';

// One for all facts: most have no edges, and state is kept for hundreds of thousands of them.
const none: readonly never[] = Object.freeze([]);

export type IdentifiedFact = Fact & { readonly id: EventId };

/** The state after one more event. Never refuses: what happened, happened. */
export function evolve(state: StoryState, event: IdentifiedFact): StoryState {
  const version = state.version + 1;
  const facts = state.facts.set(event.id, introduced(event));
  switch (event.type) {
    case 'EstimateIssued':
      return { ...state, version, facts, metrics: defined(state, event.data.metric) };
    case 'EstimateRevised': {
      const { revises, metric } = event.data;
      const chained = facts.update(revises, (fact) => (fact === undefined ? fact : { ...fact, revisedBy: event.id }));
      return { ...state, version, facts: chained, metrics: defined(state, metric) };
    }
    case 'FactCorrected': {
      const { fact: id, patch } = event.data;
      const mended = facts.update(id, (fact) => (fact === undefined ? fact : corrected(fact, patch, event.id)));
      return { ...state, version, facts: mended };
    }
    case 'FactRetracted': {
      const taken = facts.update(event.data.fact, (fact) =>
        fact === undefined ? fact : { ...fact, retractedBy: event.id },
      );
      return { ...state, version, facts: taken };
    }
    case 'StoryClosed':
      return { ...state, version, facts, isClosed: true };
    case 'StoryReopened':
      return { ...state, version, facts, isClosed: false };
    case 'StoryOpened':
    case 'StoryRetitled':
    case 'StorySummarised':
    case 'StoryLinked':
    case 'SourceFiled':
    case 'StatementIssued':
    case 'ClaimRaised':
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimLeftUnconfirmed':
    case 'OccurrenceReported':
      return { ...state, version, facts };
  }
}

/**
 * The state as if a refused event stood there and did nothing to other facts: enough to judge the events behind it.
 * Its own effects would be unsound, such as a figure that revises itself.
 */
export function skip(state: StoryState, event: IdentifiedFact): StoryState {
  const version = state.version + 1;
  if (state.facts.has(event.id)) return { ...state, version };
  return { ...state, version, facts: state.facts.set(event.id, introduced(event)) };
}

function introduced(event: IdentifiedFact): FactState {
  const kind = kindOf[event.type];
  const when = timeOf(event);
  const metric = 'metric' in event.data ? event.data.metric.id : undefined;
  const saidIn = 'saidIn' in event.data ? event.data.saidIn : undefined;
  if (saidIn === undefined && when?.before === undefined && when?.after === undefined) return plain(kind, metric);
  return {
    kind,
    before: when?.before ?? none,
    after: when?.after ?? none,
    corrections: none,
    ...(metric === undefined ? {} : { metric }),
    ...(saidIn === undefined ? {} : { saidIn }),
  };
}

const plainFacts = new Map<string, FactState>();
const mostPlainFacts = 10_000;

/** Facts without edges are one value: most facts are, and states hold them by the ten thousand. */
function plain(kind: FactKind, metric: string | undefined): FactState {
  const name = `${kind} ${metric ?? ''}`;
  let fact = plainFacts.get(name);
  if (fact === undefined) {
    if (plainFacts.size >= mostPlainFacts) plainFacts.clear();
    const edges = { before: none, after: none, corrections: none };
    fact = Object.freeze({ kind, ...edges, ...(metric === undefined ? {} : { metric }) });
    plainFacts.set(name, fact);
  }
  return fact;
}

/** When the fact itself was said or happened; for a source, when it was published. */
export function timeOf(event: Fact): When | undefined {
  if (event.type === 'SourceFiled') return event.data.published;
  return 'when' in event.data ? event.data.when : undefined;
}

function defined(state: StoryState, metric: { id: string }): StoryState['metrics'] {
  return state.metrics.has(metric.id) ? state.metrics : state.metrics.set(metric.id, canonicalJson(metric));
}

/** Applies to the edges that decisions need what the patch does to the whole data. */
function corrected(fact: FactState, patch: object, correction: EventId): FactState {
  const { saidIn, before, after, ...rest } = fact;
  const time = fact.kind === 'source' ? 'published' : 'when';
  const edges = { ...(saidIn === undefined ? {} : { saidIn }), [time]: { before: [...before], after: [...after] } };
  const merged = mergePatch(edges, patch as Json) as Record<string, Json | undefined>;
  const mended = merged[time] as When | undefined;
  return {
    ...rest,
    ...(typeof merged['saidIn'] === 'string' ? { saidIn: merged['saidIn'] } : {}),
    before: mended?.before ?? [],
    after: mended?.after ?? [],
    corrections: [...fact.corrections, correction],
  };
}
