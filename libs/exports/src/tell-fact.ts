import { labelOf, optional, tellAmount, tellChange } from '#views';
import type { Change, CorrectionRow, RetractionRow } from '#views';
import { findFact } from './story-index.js';
import type { StoryIndex } from './story-index.js';
import type { FactOf, ViewFact } from './story-view.js';

/** One fact as a sentence, as it is known in the view: mended where it was corrected. */
export const tellFact = (fact: ViewFact, index: StoryIndex) => tellChange(changeOf(fact, index), fact.doc);

function changeOf(fact: ViewFact, index: StoryIndex): Change {
  const { said } = fact;
  switch (fact.kind) {
    case 'source': {
      const { title, publisher } = fact.doc.data;
      return { change: 'filed', title, ...optional({ publisher }) };
    }
    case 'estimate':
      return estimateChange(fact, index);
    case 'statement': {
      const { act, modality, proposition, condition, wording } = fact.doc.data;
      return { change: 'stated', act, modality, proposition, ...optional({ condition, wording }), ...said };
    }
    case 'claim': {
      const { proposition, concerns } = fact.doc.data;
      return { change: 'raised', proposition, concerns, ...said };
    }
    case 'position': {
      const { claim, strength, wording } = fact.doc.data;
      const proposition = propositionOf(fact, index);
      return { change: fact.doc.stance, claim, proposition, ...optional({ strength, wording }), ...said };
    }
    case 'occurrence': {
      const { kind, what, participants, place } = fact.doc.data;
      return { change: 'reported', kind, what, ...optional({ participants, place }), ...said };
    }
  }
}

function estimateChange({ doc: { data }, said }: FactOf<'estimate'>, index: StoryIndex): Change {
  const { metric, scope, place, period } = data;
  const extent = optional({ scope, place, period });
  if (!('cause' in data)) return { change: 'issued', metric, quantity: data.quantity, ...extent, ...said };
  const { revises, cause, quantity: to } = data;
  const from = findFact(index, 'estimate', revises)?.doc.data.quantity;
  const change = cause === 'withdrawn' ? 'withdrawn' : 'revised';
  return { change, metric, revises, cause, ...optional({ from, to }), ...extent, ...said };
}

/** What the claim says that a position is on. */
export const propositionOf = ({ doc: { data } }: FactOf<'position'>, index: StoryIndex) =>
  findFact(index, 'claim', data.claim)?.doc.data.proposition ?? data.claim;

/** A correction as a sentence: what was wrong, and what each field was and is. */
export function tellCorrection(correction: CorrectionRow, index: StoryIndex): string {
  const { fact, kind, reason, was, now } = correction;
  return tellChange({ change: 'corrected', fact, kind, label: nameOf(fact, index), reason, was, now }, correction);
}

/** A retraction as a sentence. It names the fact by its id: what was taken back is not said once more. */
export function tellRetraction(retraction: RetractionRow): string {
  const { fact, kind, reason } = retraction;
  return tellChange({ change: 'retracted', fact, kind, label: fact, reason }, retraction);
}

// What is no fact of the view, such as a title, has only its id.
function nameOf(id: string, index: StoryIndex): string {
  const fact = index.facts.get(id);
  return fact === undefined ? id : labelOf({ ...fact, story: index.view.story });
}

/** A fact as a headline. */
export function titleOf(fact: ViewFact, index: StoryIndex): string {
  switch (fact.kind) {
    case 'source':
      return fact.doc.data.title;
    case 'estimate': {
      const { metric, quantity } = fact.doc.data;
      return `${metric.label}: ${quantity === undefined ? 'withdrawn' : tellAmount(quantity)}`;
    }
    case 'statement':
    case 'claim':
      return fact.doc.data.proposition;
    case 'position': {
      const stance = { confirmed: 'Confirmed', denied: 'Denied', unconfirmed: 'Neither confirmed nor denied' };
      return `${stance[fact.doc.stance]}: ${propositionOf(fact, index)}`;
    }
    case 'occurrence':
      return fact.doc.data.what;
  }
}
