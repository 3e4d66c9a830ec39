import type { ReplayStep } from '#views';
import { legible, legibleLine } from '../legible.js';
import { wrap } from '../wrap.js';
import { tellTurn } from './tell-turn.js';
import { turnsOf } from './view-row.js';

/** A step as the API answers it. */
export type SentStep = ReplayStep & { readonly data: object };

export const tellStepJson = (step: SentStep): readonly string[] => [legibleLine(JSON.stringify(step))];

/**
 * Tells when an event became known, what it changed, and what became of the rows of the view. `propositions` are those of
 * the claims that were there before; those that come are added.
 */
export function stepTeller(propositions = new Map<string, string>()): (step: ReplayStep) => readonly string[] {
  return (sent) => {
    const step = legible(sent);
    const turns = turnsOf(step);
    for (const { kind, after } of turns) {
      if (kind === 'claim' && after !== undefined) propositions.set(after.id, after.data.proposition);
    }
    return [
      `${step.recordedAt.replace(/\.\d+Z$/, 'Z')}  position ${step.position}  ${step.type}  ${step.id}`,
      ...wrap(`${step.version}. ${step.sentence}`),
      ...turns
        .flatMap((turn) => tellTurn(turn, (claim) => propositions.get(claim) ?? claim))
        .flatMap((sentence) => wrap(`→ ${sentence}`, 5, 7)),
      '',
    ];
  };
}
