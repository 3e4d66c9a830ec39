import { canonicalJson } from '#events';
import type { EstimateRevised, Fact, Metric, NewEvent } from '#events';
import type { RuleError } from './knowledge.js';
import { findOrderCycle } from './find-order-cycle.js';
import { referencesOf } from './references.js';
import type { Reference } from './references.js';
import type { StoryState } from './story-state.js';

/** The rules for an event that introduces a fact. `after` is the state with it. */
export function decideFact(state: StoryState, event: NewEvent, after: StoryState): RuleError[] {
  const errors = brokenReferences(state, event);
  if ('metric' in event.data) errors.push(...brokenMetric(state, event.data.metric));
  if (event.type === 'EstimateRevised') errors.push(...brokenChain(state, event.data));
  const introduced = after.facts.get(event.id);
  // Nothing names a new fact yet, so a circle through it needs something before it and something after.
  const ordered = introduced !== undefined && introduced.before.length > 0 && introduced.after.length > 0;
  if (errors.length === 0 && ordered)
    errors.push(...brokenOrder(after, event.id, event.type === 'SourceFiled' ? '/data/published' : '/data/when'));
  return errors;
}

export function withArticle(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}

/**
 * A reference names a fact of the right kind that is on record before the event, and not retracted. What `before`, the
 * fact as it stood, named in the same field may have been retracted since: a correction of something else stays possible.
 */
export function brokenReferences(state: StoryState, fact: Fact, before?: Fact): RuleError[] {
  const kept = new Set(before === undefined ? [] : referencesOf(before).map(inField));
  return referencesOf(fact).flatMap((reference): RuleError[] => {
    const { pointer, id, kinds } = reference;
    const named = state.facts.get(id);
    const wanted = kinds.map(withArticle).join(' or ');
    if (named === undefined) {
      const detail = `names "${id}", which no earlier event of this story has: name ${wanted} of this story`;
      return [{ pointer: `/data${pointer}`, code: 'fact-unknown', detail }];
    }
    if (!kinds.includes(named.kind)) {
      const detail = `names "${id}", ${withArticle(named.kind)}: name ${wanted} of this story`;
      return [{ pointer: `/data${pointer}`, code: 'fact-of-wrong-kind', detail }];
    }
    if (named.retractedBy === undefined || kept.has(inField(reference))) return [];
    const detail = `names "${id}", which "${named.retractedBy}" has retracted: name ${wanted} that stands`;
    return [{ pointer: `/data${pointer}`, code: 'fact-retracted', detail }];
  });
}

// Wherever in a list it stands.
const inField = ({ pointer, id }: Reference) => `${pointer.replace(/\/\d+/g, '')} ${id}`;

function brokenMetric(state: StoryState, metric: Metric): RuleError[] {
  const first = state.metrics.get(metric.id);
  if (first === undefined || first === canonicalJson(metric)) return [];
  const detail = `defines "${metric.id}" differently from its first use in this story, which is ${first}`;
  return [{ pointer: '/data/metric', code: 'metric-redefined', detail }];
}

function brokenChain(state: StoryState, { revises, metric }: EstimateRevised): RuleError[] {
  const revised = state.facts.get(revises);
  if (revised?.kind !== 'estimate') return [];
  if (revised.metric !== metric.id) {
    const detail = `is "${metric.id}", but the figure that is revised counts "${String(revised.metric)}"`;
    return [{ pointer: '/data/metric/id', code: 'metric-differs', detail }];
  }
  const end = endOfChain(state, revises);
  if (end === revises) return [];
  const detail = `names a figure that has been revised: name the end of the chain, "${end}"`;
  return [{ pointer: '/data/revises', code: 'not-end-of-chain', detail }];
}

/** The last figure of the chain behind this one that is not retracted: retracting the end makes the one before current. */
function endOfChain(state: StoryState, id: string): string {
  let end = id;
  for (let next = state.facts.get(id)?.revisedBy; next !== undefined; next = state.facts.get(next)?.revisedBy) {
    if (state.facts.get(next)?.retractedBy === undefined) end = next;
  }
  return end;
}

/** `before` and `after` form a partial order. */
export function brokenOrder(state: StoryState, id: string, pointer: string): RuleError[] {
  const cycle = findOrderCycle(state.facts, id);
  if (cycle === undefined) return [];
  const path = [...cycle, cycle[0]].map((name) => `"${String(name)}"`).join(' before ');
  return [{ pointer, code: 'order-cycle', detail: `makes a circle: ${path}` }];
}
