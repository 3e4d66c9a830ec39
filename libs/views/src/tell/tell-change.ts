import type { Change } from '../rows.js';
import { tellQuantity } from './tell-quantity.js';
import { tellParties, tellUtterance } from './tell-utterance.js';

const causes = {
  'new-information': 'because of new information',
  'issuer-error': 'because its issuer had erred',
  withdrawn: 'because its issuer withdrew it',
};

const kinds = {
  story: 'story',
  source: 'source',
  estimate: 'figure',
  statement: 'statement',
  correction: 'correction',
};

/** One change as plain English, made from its data alone. `recordedAt` is when it became known here. */
export function tellChange(change: Change, moment: { readonly recordedAt: string }): string {
  const sentence = tell(change, moment);
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function tell(change: Change, { recordedAt }: { readonly recordedAt: string }): string {
  const known = `Known here since ${tellTime(recordedAt)}.`;
  switch (change.change) {
    case 'opened':
      return `The story “${change.title}” was opened. ${known}`;
    case 'filed': {
      const publisher = change.publisher === undefined ? 'publisher unknown' : `published by ${change.publisher}`;
      return `The source “${change.title}” was filed (${publisher}). ${known}`;
    }
    case 'issued':
      return (
        `${tellParties(change.by)} gave a figure for ${change.metric.label}: ${tellQuantity(change.quantity)} ` +
        `${change.quantity.unit}; ${tellUtterance(change)}. ${known}`
      );
    case 'revised': {
      const from = change.from === undefined ? 'a figure it had withdrawn' : tellQuantity(change.from);
      const to = change.to === undefined ? 'no figure' : tellQuantity(change.to);
      return (
        `${tellParties(change.by)} revised its figure for ${change.metric.label} from ${from} to ${to} ` +
        `${change.to?.unit ?? change.metric.unit}, ${causes[change.cause]}; ${tellUtterance(change)}. ${known} ` +
        'This is a revision, not a correction: the record of the earlier figure was right, and stays.'
      );
    }
    case 'withdrawn': {
      const from =
        change.from === undefined ? 'its figure' : `its figure of ${tellQuantity(change.from)} ${change.from.unit}`;
      return (
        `${tellParties(change.by)} withdrew ${from} for ${change.metric.label} ` +
        `and gave no other; ${tellUtterance(change)}. ${known}`
      );
    }
    case 'stated': {
      const verb = { says: 'said', warns: 'warned', predicts: 'predicted', calls: 'called for this' }[change.act];
      const believed = change.modality === 'believed' ? ', as a belief' : '';
      const condition = change.condition === undefined ? '' : `, if ${change.condition}`;
      const wording = change.wording === undefined ? '' : ` In words: “${change.wording.text}”.`;
      return (
        `${tellParties(change.by)} ${verb}${believed}${condition}: ${change.proposition.replace(/\.$/, '')}; ` +
        `${tellUtterance(change)}.${wording} ${known}`
      );
    }
    case 'corrected':
      return (
        `We corrected our record of the ${kinds[change.kind]} “${change.label}”: ${change.reason.replace(/\.$/, '')}. ` +
        `${tellFields(change.was, change.now)} ${known} This is a correction: we had it wrong.`
      );
  }
}

/** "28 October 2024, 21:05 UTC". */
export function tellTime(time: string): string {
  const date = new Date(time);
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

function tellFields(was: object, now: object): string {
  const before = was as Record<string, unknown>;
  const after = now as Record<string, unknown>;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.map((name) => `Its ${name} was ${tellValue(before[name])}, and is ${tellValue(after[name])}.`).join(' ');
}

function tellValue(value: unknown): string {
  if (value === undefined) return 'absent';
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}
