import type { Attribution, Party, When } from '#events';
import type { Utterance } from '../changes.js';

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const either = new Intl.ListFormat('en', { type: 'disjunction' });

/** For whom it was said: "US Department of Defense", or "the narrator of the source". */
export function tellParties(by: Attribution | undefined): string {
  if (by === undefined) return 'an unnamed source';
  if (by.oneOf !== undefined) return eitherOf(by.oneOf.map(tellSource));
  if (by.parties === undefined || by.parties.length === 0) return 'the narrator of the source';
  return list.format(by.parties.map(tellParty));
}

/** A name that leaves open who is meant is told with those it may mean, by their ids. */
function tellParty({ name, oneOf }: Party): string {
  return oneOf === undefined ? name : `${name} (left open: ${either.format(oneOf)})`;
}

// A role has a comma before it, so that a list of such needs one after it too.
const eitherOf = (sources: readonly string[]) =>
  sources.some((source) => source.includes(',')) ? sources.join(', or ') : either.format(sources);

/** Who said it: the speaker with role, else the parties. */
export function tellSource(by: Attribution | undefined): string {
  if (by?.speaker === undefined) return tellParties(by);
  const { name, role, organisation } = by.speaker;
  return [name, role, organisation].filter((part) => part !== undefined).join(', ');
}

/** When it was said: the words with the date that they mean, and whether that date is our inference. */
export function tellWhen(when: When | undefined): string | undefined {
  if (when === undefined) return undefined;
  const { wording, basis } = when;
  const inferred = basis === 'inferred' ? ['inferred'] : [];
  const date = when.edtf === undefined ? tellOrder(when) : tellDate(when.edtf);
  if (wording !== undefined) {
    return date === undefined ? `“${wording}”` : `“${wording}” (${[date, ...inferred].join(', ')})`;
  }
  return date === undefined || inferred.length === 0 ? date : `${date} (inferred)`;
}

const rangePattern = /^\[(?<from>[^.,]*)\.\.(?<to>[^.,]*)\]$/;
const spanPattern = /^(?<from>[^/[\]{}]+)\/(?<to>[^/[\]{}]+)$/;

/** The ranges of EDTF in words; every other date as it is written. */
function tellDate(edtf: string): string {
  const { from, to } = (rangePattern.exec(edtf) ?? spanPattern.exec(edtf))?.groups ?? {};
  if (from === undefined || to === undefined) return edtf;
  if (edtf.startsWith('[')) {
    if (from === '') return `${to} or before`;
    return to === '' ? `${from} or after` : `between ${from} and ${to}`;
  }
  return to === '..' ? `since ${from}` : `${from} to ${to}`;
}

/** Where there is no date, the facts that it came before and after, by their ids. */
function tellOrder({ before, after }: When): string | undefined {
  const sides = [
    ...(before === undefined ? [] : [`before ${list.format(before)}`]),
    ...(after === undefined ? [] : [`after ${list.format(after)}`]),
  ];
  return sides.length === 0 ? undefined : sides.join(' and ');
}

/** "said by … on …", as far as known. */
export function tellUtterance({ by, when }: Utterance): string {
  const time = tellWhen(when);
  const channel = by?.channel === undefined ? '' : `, via ${by.channel}`;
  const venue = by?.venue === undefined ? '' : `, at ${by.venue}`;
  // A party that the narrator speaks of did not choose these words.
  const narrated =
    by?.mode === 'narrator' && (by.parties ?? []).length > 0 ? ', as the narrator of the source puts it' : '';
  return `said by ${tellSource(by)}${channel}${venue}${narrated}${time === undefined ? ', when is not known' : `, ${time}`}`;
}
