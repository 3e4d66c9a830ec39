import { endless, inSentence, tellAmount, tellExtent, tellWhen } from '#views';
import { wrap } from '../wrap.js';
import { capital, marksOf, namesOf, quote, tellVoice } from './fact-words.js';
import type { PropositionOf, ToldEntry, ToldFact } from './told-fact.js';

/** What was said and happened, as it comes, under the time of each. */
export function tellTimeline(entries: readonly ToldEntry[], propositionOf: PropositionOf): string[] {
  let heading = '';
  return entries.flatMap((entry) => {
    const when = tellWhen(entry.said.when) ?? 'When is not known';
    const lines = when === heading ? [] : [`  ${when}`];
    heading = when;
    return [...lines, ...tellEntry(entry, propositionOf)];
  });
}

/** An entry, and what was said in it. */
export function tellEntry(entry: ToldEntry, propositionOf: PropositionOf): string[] {
  const within = entry.facts.flatMap((fact) => wrap(`and ${tellAct(fact, propositionOf)}. [${fact.id}]`, 6, 8));
  return [...wrap(`${tellToldFact(entry, propositionOf)} [${entry.id}]`, 4, 6), ...within];
}

export function tellToldFact(fact: ToldFact, propositionOf: PropositionOf): string {
  const act = tellAct(fact, propositionOf);
  const told =
    fact.kind === 'occurrence' ? `${act}; reported by ${tellVoice(fact.said.by)}` : `${tellVoice(fact.said.by)} ${act}`;
  return `${capital(told)}.`.replace(/\.\.$/, '.');
}

const verbs = { says: 'said', warns: 'warned', predicts: 'predicted', calls: 'called for this' };
const stances = { confirmed: 'confirmed', denied: 'denied', unconfirmed: 'neither confirmed nor denied' };
const strengths = { confirmed: '', asserted: ', by asserting it,', believed: ', as a belief,' };
const kinds = {
  meeting: 'a meeting',
  call: 'a call',
  'press-conference': 'a press conference',
  operation: 'an operation',
  deployment: 'a deployment',
  trend: 'a trend',
  other: 'an occurrence',
};

function tellAct(fact: ToldFact, propositionOf: PropositionOf): string {
  const marks = marksOf(fact);
  switch (fact.kind) {
    case 'estimate': {
      const { data } = fact;
      const { metric, quantity } = data;
      if (quantity === undefined) return `withdrew its figure for ${metric.label}${marks}`;
      const verb = 'revises' in data ? 'revised its figure for' : 'gave a figure for';
      const to = 'revises' in data ? ' to' : ':';
      return `${verb} ${metric.label}${to} ${tellAmount(quantity)}${tellExtent(data)}${marks}`;
    }
    case 'statement': {
      const { act, modality, condition, proposition, wording } = fact.data;
      const belief = modality === 'believed' ? ', as a belief' : '';
      const provided = condition === undefined ? '' : `, if ${condition}`;
      return `${verbs[act]}${belief}${provided}: ${endless(proposition)}${quote(wording)}${marks}`;
    }
    case 'claim':
      return `made the claim that ${inSentence(endless(fact.data.proposition))}${marks}`;
    case 'position': {
      const { claim, strength, wording } = fact.data;
      const how = strength === undefined ? '' : strengths[strength];
      return `${stances[fact.stance]}${how} the claim that ${inSentence(endless(propositionOf(claim)))}${quote(wording)}${marks}`;
    }
    case 'occurrence': {
      const { kind, what, place, participants } = fact.data;
      const where = place === undefined ? '' : ` (${place.name})`;
      const with_ = participants === undefined ? '' : `, with ${namesOf(participants)}`;
      return `${kinds[kind]}: ${inSentence(endless(what))}${where}${with_}${marks}`;
    }
  }
}
