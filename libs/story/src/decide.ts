import { accepted, refused } from '#errors';
import type { Result } from '#errors';
import type { EventType, Fact, NewEvent } from '#events';
import { decideCorrection } from './decide-correction.js';
import { decideFact } from './decide-fact.js';
import { decideRetraction } from './decide-retraction.js';
import { evolve, skip } from './evolve.js';
import type { Knowledge, RuleError } from './knowledge.js';
import type { StoryState } from './story-state.js';

/**
 * Decides whether a batch may be appended to a story as it is. All or none; the answer is the state after the batch,
 * or every broken rule with a JSON Pointer into the batch.
 */
export function decide(state: StoryState, batch: readonly NewEvent[], knowledge: Knowledge): Result<StoryState> {
  const errors: RuleError[] = [];
  const drafts = new Map<string, Fact>();
  const recordedFact = (id: string) => drafts.get(id) ?? knowledge.recordedFact(id);
  let current = state;
  for (const [at, event] of batch.entries()) {
    const broken = brokenRules(current, event, { ...knowledge, recordedFact }, drafts);
    errors.push(...broken.map((error) => ({ ...error, pointer: `/events/${at}${error.pointer}` })));
    current = broken.length === 0 ? evolve(current, event) : skip(current, event);
  }
  const [first] = errors;
  if (first === undefined) return accepted(current);
  return refused({ code: first.code, detail: `${first.pointer} ${first.detail}`, errors });
}

function brokenRules(state: StoryState, event: NewEvent, knowledge: Knowledge, drafts: Map<string, Fact>): RuleError[] {
  const status = brokenByStatus(state, event.type);
  if (status !== undefined) return [{ pointer: '/type', ...status }];
  if (state.facts.has(event.id)) {
    const detail = `is taken by an earlier event of this story ("${event.id}"): every event needs an id of its own`;
    return [{ pointer: '/id', code: 'id-taken', detail }];
  }
  if (event.type === 'FactCorrected') {
    const correction = decideCorrection(state, event.data, knowledge);
    if (correction.fact !== undefined) drafts.set(event.data.fact, correction.fact);
    return [...correction.errors];
  }
  if (event.type === 'FactRetracted') return decideRetraction(state, event.data);
  drafts.set(event.id, event);
  return decideFact(state, event, evolve(state, event));
}

const takenWhileClosed: readonly EventType[] = ['FactCorrected', 'FactRetracted', 'StoryReopened'];

/** Whether the story as it is takes events of the type at all. */
function brokenByStatus(state: StoryState, type: EventType): Omit<RuleError, 'pointer'> | undefined {
  if (state.version === 0) {
    if (type === 'StoryOpened') return undefined;
    return { code: 'story-not-opened', detail: 'comes before the story is opened: StoryOpened must be first' };
  }
  if (type === 'StoryOpened') {
    return { code: 'story-already-opened', detail: 'opens a story that is open: publish other events' };
  }
  if (state.isClosed && !takenWhileClosed.includes(type)) {
    const detail = `comes after the story was closed: it takes ${takenWhileClosed.join(', ')} only`;
    return { code: 'story-closed', detail };
  }
  if (!state.isClosed && type === 'StoryReopened') {
    return { code: 'story-not-closed', detail: 'reopens a story that is open: publish other events' };
  }
  return undefined;
}
