import type { Change } from '../changes.js';
import type { RowKind } from '../rows.js';
import { tellFields } from './tell-fields.js';
import { endless, inSentence, inWords, tellDifference, tellExtent, tellLinks } from './tell-parts.js';
import { tellBefore, tellLeft } from './tell-stands.js';
import { tellAmount, tellQuantity } from './tell-quantity.js';
import { tellParties, tellSource, tellUtterance, tellWhen } from './tell-utterance.js';

const causes = {
  'new-information': 'because of new information',
  'issuer-error': 'because its issuer had erred',
  withdrawn: 'because its issuer withdrew it',
};

/** What each kind of row is called in a sentence. */
export const kindNames: Readonly<Record<RowKind, string>> = {
  header: 'story',
  story: 'story',
  title: 'title',
  summary: 'summary',
  link: 'link',
  closing: 'closing',
  reopening: 'reopening',
  source: 'source',
  estimate: 'figure',
  statement: 'statement',
  claim: 'claim',
  position: 'position on the claim',
  stand: 'position on the claim',
  occurrence: 'occurrence',
  correction: 'correction',
  retraction: 'retraction',
};

const relations = { continues: 'continues', 'part-of': 'is part of', related: 'is related to' };

const strengths = { confirmed: 'as confirmed', asserted: 'by asserting it', believed: 'as a belief' };

const occurrences = {
  meeting: 'A meeting',
  call: 'A call',
  'press-conference': 'A press conference',
  operation: 'An operation',
  deployment: 'A deployment',
  trend: 'A trend',
  other: 'An occurrence',
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
    case 'retitled':
      return `The story “${change.from}” was retitled “${change.to}”. ${known}`;
    case 'summarised':
      return `The story was summed up anew: ${endless(change.to)}. ${known}`;
    case 'linked':
      return `It was recorded that this story ${relations[change.relation]} the story ${change.to}. ${known}`;
    case 'closed':
      return `The story was closed: ${endless(change.reason)}. ${known}`;
    case 'reopened':
      return `The story was reopened: ${endless(change.reason)}. ${known}`;
    case 'filed': {
      const publisher = change.publisher === undefined ? 'publisher unknown' : `published by ${change.publisher}`;
      return `The source “${change.title}” was filed (${publisher}). ${known}`;
    }
    case 'issued':
      return (
        `${tellParties(change.by)} gave a figure for ${change.metric.label}: ` +
        `${tellAmount(change.quantity)}${tellExtent(change)}; ${tellUtterance(change)}. ${known}`
      );
    case 'revised': {
      const from = change.from === undefined ? 'a figure it had withdrawn' : tellQuantity(change.from);
      const to = change.to === undefined ? 'no figure' : tellQuantity(change.to);
      return (
        `${tellParties(change.by)} revised its figure for ${change.metric.label} from ${from} to ${to} ` +
        `${change.to?.unit ?? change.metric.unit}${tellDifference(change)}${tellExtent(change)}, ` +
        `${causes[change.cause]}; ${tellUtterance(change)}. ${known} ` +
        'This is a revision, not a correction: the record of the earlier figure was right, and stays.'
      );
    }
    case 'withdrawn': {
      const from = change.from === undefined ? 'its figure' : `its figure of ${tellAmount(change.from)}`;
      return (
        `${tellParties(change.by)} withdrew ${from} for ${change.metric.label}${tellExtent(change)} ` +
        `and gave no other; ${tellUtterance(change)}. ${known}`
      );
    }
    case 'stated': {
      const verb = { says: 'said', warns: 'warned', predicts: 'predicted', calls: 'called for this' }[change.act];
      const believed = change.modality === 'believed' ? ', as a belief' : '';
      const condition = change.condition === undefined ? '' : `, if ${change.condition}`;
      return (
        `${tellParties(change.by)} ${verb}${believed}${condition}: ${endless(change.proposition)}; ` +
        `${tellUtterance(change)}.${inWords(change.wording)}${tellLinks(change.links)} ${known}`
      );
    }
    case 'raised': {
      const by = change.by === undefined ? '' : `; ${tellUtterance(change)}`;
      return (
        `A claim was recorded, with nobody’s position yet: ${endless(change.proposition)}. ` +
        `It concerns ${list.format(change.concerns.map(({ name }) => name))}${by}. ${known}`
      );
    }
    case 'confirmed':
    case 'denied':
    case 'unconfirmed': {
      const verb = { confirmed: 'confirmed', denied: 'denied', unconfirmed: 'neither confirmed nor denied' }[
        change.change
      ];
      const strength =
        change.strength === undefined || change.strength === change.change ? '' : `, ${strengths[change.strength]},`;
      return (
        `${tellParties(change.by)} ${verb}${strength} the claim that ${inSentence(endless(change.proposition))}; ` +
        `${tellUtterance(change)}.${inWords(change.wording)}${tellBefore(change.was)} ${known}`
      );
    }
    case 'reported': {
      const place = change.place === undefined ? '' : ` (${change.place.name})`;
      const with_ =
        change.participants === undefined ? '' : `, with ${list.format(change.participants.map(({ name }) => name))}`;
      const when = tellWhen(change.when);
      const by = change.by === undefined ? '' : `; reported by ${tellSource(change.by)}`;
      return (
        `${occurrences[change.kind]} was recorded: ${inSentence(endless(change.what))}${place}${with_}` +
        `${when === undefined ? ', when is not known' : `, ${when}`}${by}. ${known}`
      );
    }
    case 'corrected':
      return (
        `We corrected our record of the ${kindNames[change.kind]} “${change.label}”: ${endless(change.reason)}. ` +
        `${tellFields(change.was, change.now)} ${known} This is a correction: we had it wrong.`
      );
    case 'retracted': {
      const again = change.again?.quantity;
      const figure = again === undefined ? '' : ` The figure ${tellAmount(again)} is current again.`;
      return (
        `We retracted the ${kindNames[change.kind]} “${change.label}”: ${endless(change.reason)}.${figure}` +
        `${tellLeft(change.left)} ${known} ` +
        'This is a retraction: we take it back, and the record of it stays.'
      );
    }
    case 'parked':
      return `The record goes further than this view: an event (${change.type}) that cannot be shown yet. ${known}`;
  }
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** "28 October 2024, 21:05 UTC". */
export function tellTime(time: string): string {
  const date = new Date(time);
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}
