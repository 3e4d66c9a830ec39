import { canonicalJson, mergePatch } from '#events';
import type { Fact, FactCorrected, Json } from '#events';
import type { Knowledge, RuleError } from './knowledge.js';
import { brokenOrder, brokenReferences, withArticle } from './decide-fact.js';
import { referencesOf } from './references.js';
import { evolve } from './evolve.js';
import type { IdentifiedFact } from './evolve.js';
import type { FactState, StoryState } from './story-state.js';

const identity = ['revises', 'claim', 'metric'];

interface CorrectionDecision {
  /** The fact as it would stand; undefined where it cannot be told. */
  readonly fact?: Fact;
  readonly errors: readonly RuleError[];
}

/** The rules for a correction: it leaves a valid fact, keeps its identity, and every rule holds for the mended fact. */
export function decideCorrection(
  state: StoryState,
  correction: FactCorrected,
  knowledge: Knowledge,
): CorrectionDecision {
  const target = state.facts.get(correction.fact);
  const recorded = knowledge.recordedFact(correction.fact);
  if (target?.kind === 'correction' || target?.kind === 'retraction') {
    const detail = `names ${withArticle(target.kind)}: name the fact itself, and correct it once more`;
    return { errors: [{ pointer: '/data/fact', code: 'fact-of-wrong-kind', detail }] };
  }
  if (target?.retractedBy !== undefined) {
    const detail = `names "${correction.fact}", which "${target.retractedBy}" has retracted: publish the right fact as a new one`;
    return { errors: [{ pointer: '/data/fact', code: 'fact-retracted', detail }] };
  }
  if (target === undefined || recorded === undefined) {
    const detail = `names "${correction.fact}", which no earlier event of this story has: name the fact to correct`;
    return { errors: [{ pointer: '/data/fact', code: 'fact-unknown', detail }] };
  }
  const changed = identity.filter((field) => Object.hasOwn(correction.patch, field));
  if (changed.length > 0) {
    const detail = 'cannot be corrected: it is what the fact is; publish the right fact as a new one';
    return {
      errors: changed.map((field) => ({
        pointer: `/data/patch/${field}`,
        code: 'correction-changes-identity',
        detail,
      })),
    };
  }
  const fact = {
    type: recorded.type,
    data: mergePatch(recorded.data as unknown as Json, correction.patch as Json),
  } as unknown as Fact;
  return { fact, errors: brokenByMending(state, correction, recorded, fact, target, knowledge) };
}

function brokenByMending(
  state: StoryState,
  correction: FactCorrected,
  recorded: Fact,
  mended: Fact,
  target: FactState,
  knowledge: Knowledge,
): RuleError[] {
  if (canonicalJson(recorded.data) === canonicalJson(mended.data)) {
    const detail = 'leaves the fact as it is: say what was wrong';
    return [{ pointer: '/data/patch', code: 'correction-changes-nothing', detail }];
  }
  const invalid = knowledge.validate(mended);
  if (invalid.length > 0) {
    return invalid.map(({ pointer, detail }) => ({
      pointer: `/data/patch${pointer.replace(/^\/data/, '')}`,
      code: 'correction-leaves-invalid',
      detail: `the corrected fact would not be valid: ${detail}`,
    }));
  }
  const references = brokenReferences(state, mended, recorded);
  if (references.length > 0) {
    return references.map((error) => ({ ...error, pointer: error.pointer.replace(/^\/data/, '/data/patch') }));
  }
  const after = evolve(state, { type: 'FactCorrected', id: '' as IdentifiedFact['id'], data: correction });
  if (saidInItself(after, correction.fact)) {
    const detail = 'makes the statement be said in itself: name another statement';
    return [{ pointer: '/data/patch/saidIn', code: 'order-cycle', detail }];
  }
  const field = target.kind === 'source' ? 'published' : 'saidIn' in correction.patch ? 'saidIn' : 'when';
  const cycle = brokenOrder(after, correction.fact, `/data/patch/${field}`);
  return cycle.length > 0 ? cycle : namesItself(mended, correction.fact);
}

function namesItself(mended: Fact, id: string): RuleError[] {
  const detail = 'names the corrected fact itself: name another fact';
  return referencesOf(mended)
    .filter((reference) => reference.id === id)
    .map(({ pointer }) => ({ pointer: `/data/patch${pointer}`, code: 'fact-unknown', detail }));
}

function saidInItself(state: StoryState, id: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = id; at !== undefined; at = state.facts.get(at)?.saidIn) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}
