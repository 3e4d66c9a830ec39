import type { FactRetracted } from '#events';
import { withArticle } from './decide-fact.js';
import type { RuleError } from './knowledge.js';
import type { FactKind, StoryState } from './story-state.js';

// What labels the story (its opening, titles, summaries) is replaced, and its closing is undone by reopening it.
const retractable: readonly FactKind[] = ['link', 'source', 'estimate', 'statement', 'claim', 'position', 'occurrence'];

/** The rules for a retraction: it names a fact that stands, and that can be taken back. */
export function decideRetraction(state: StoryState, { fact: id }: FactRetracted): RuleError[] {
  const pointer = '/data/fact';
  const target = state.facts.get(id);
  if (target === undefined) {
    const detail = `names "${id}", which no earlier event of this story has: name the fact to retract`;
    return [{ pointer, code: 'fact-unknown', detail }];
  }
  if (!retractable.includes(target.kind)) {
    const detail = `names ${withArticle(target.kind)}, which cannot be retracted: ${retractable.map(withArticle).join(', ')} can`;
    return [{ pointer, code: 'fact-of-wrong-kind', detail }];
  }
  if (target.retractedBy === undefined) return [];
  return [
    { pointer, code: 'fact-retracted', detail: `names "${id}", which "${target.retractedBy}" has retracted already` },
  ];
}
