import { citedBy, correctionsOf, findFact } from './story-index.js';
import type { StoryIndex } from './story-index.js';
import type { ViewFact } from './story-view.js';

/** An event that changed what is told of a fact. */
export interface ChangeOfFact {
  readonly position: number;
  readonly recordedAt: string;
}

/** The last event that changed what is told of a fact: its own, or one of a fact that its sentence draws on. */
export const lastChangeOf = (fact: ViewFact, index: StoryIndex): ChangeOfFact =>
  changesOf(fact, index).reduce((last, one) => (one.position > last.position ? one : last));

function changesOf(fact: ViewFact, index: StoryIndex): readonly ChangeOfFact[] {
  const cited = citedBy(fact);
  const corrections = [fact.key, ...drawnOn(fact, index), ...cited].flatMap((id) => correctionsOf(index, id));
  const lostSources = cited.flatMap((id) => index.retractions.get(id) ?? []);
  return [fact.doc, ...corrections, ...lostSources, ...revisionsOf(fact.key, index)];
}

/** The statements that it was said in, the claim that it is on, the figure that it revises. */
function drawnOn(fact: ViewFact, index: StoryIndex): readonly string[] {
  const statements = 'title' in fact.doc.data ? [] : saidIn(fact.doc.data.saidIn, index);
  if (fact.kind === 'position') return [...statements, fact.doc.data.claim];
  if (fact.kind === 'estimate' && fact.doc.revises !== undefined) return [...statements, fact.doc.revises];
  return statements;
}

function saidIn(first: string | undefined, index: StoryIndex): readonly string[] {
  const seen = new Set<string>();
  for (let id = first; id !== undefined && !seen.has(id);) {
    seen.add(id);
    id = findFact(index, 'statement', id)?.doc.data.saidIn;
  }
  return [...seen];
}

/** What made a figure superseded or current again: its revisions, and that one of them was taken back. */
function revisionsOf(id: string, index: StoryIndex): readonly ChangeOfFact[] {
  return (index.revisers.get(id) ?? []).flatMap((reviser) => {
    const retraction = index.retractions.get(reviser.key);
    return retraction === undefined ? [reviser.doc] : [reviser.doc, retraction, ...revisionsOf(reviser.key, index)];
  });
}
