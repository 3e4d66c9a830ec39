import type { Attribution, Party, When } from '#events';
import type { Utterance } from '../rows.js';

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const either = new Intl.ListFormat('en', { type: 'disjunction' });

/** For whom it was said: "US Department of Defense", or "the narrator of the source". */
export function tellParties(by: Attribution | undefined): string {
  if (by === undefined) return 'an unnamed source';
  if (by.oneOf !== undefined) return either.format(by.oneOf.map(tellSource));
  if (by.parties === undefined || by.parties.length === 0) return 'the narrator of the source';
  return list.format(by.parties.map((party: Party) => party.name));
}

/** Who said it: the speaker with role, else the parties. */
export function tellSource(by: Attribution | undefined): string {
  if (by?.speaker === undefined) return tellParties(by);
  const { name, role, organisation } = by.speaker;
  return [name, role, organisation].filter((part) => part !== undefined).join(', ');
}

/** When it was said: the words with the date that they mean, and whether that date is our inference. */
export function tellWhen(when: When | undefined): string | undefined {
  if (when === undefined) return undefined;
  const { edtf, wording, basis } = when;
  const inferred = basis === 'inferred' ? ', inferred' : '';
  if (wording !== undefined && edtf !== undefined) return `“${wording}” (${edtf}${inferred})`;
  if (edtf !== undefined) return basis === 'inferred' ? `${edtf} (inferred)` : edtf;
  return wording === undefined ? undefined : `“${wording}”`;
}

/** "said by … on …", as far as known. */
export function tellUtterance({ by, when }: Utterance): string {
  const time = tellWhen(when);
  const channel = by?.channel === undefined ? '' : ` via ${by.channel}`;
  return `said by ${tellSource(by)}${channel}${time === undefined ? ', when is not known' : `, ${time}`}`;
}
