import type { Quantity, Wording } from '#events';
import type { Extent, ToldLink } from '../changes.js';
import { tellNumber } from './tell-quantity.js';
import { tellWhen } from './tell-utterance.js';

/** Without the full stop, where the sentence goes on. */
export const endless = (text: string) => text.replace(/\.$/, '');

// An abbreviation or a name keeps its capital; only the article of a sentence loses it.
export const inSentence = (text: string) => text.replace(/^(The|A|An) /, (article) => article.toLowerCase());

/** The words themselves: whose they are where not the party's own, and what to beware of. */
export function inWords(wording: Wording | undefined): string {
  if (wording === undefined) return '';
  const { text, by, translated, doubtful } = wording;
  const whose = by === 'narrator' ? 'In the narrator’s words' : 'In words';
  const doubt = doubtful === undefined ? '' : ` (in doubt: ${endless(doubtful)})`;
  return ` ${whose}${translated === true ? ', as translated' : ''}: “${text}”${doubt}.`;
}

/** ", about 7,000 more": by how much a figure was revised, where both are plain numbers. */
export function tellDifference(change: {
  readonly difference?: number;
  readonly from?: Quantity;
  readonly to?: Quantity;
}): string {
  const { difference, from, to } = change;
  if (difference === undefined || difference === 0) return '';
  const isExact = [from, to].every((one) => one?.approx === undefined || one.approx === 'exact');
  return `, ${isExact ? '' : 'about '}${tellNumber(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'}`;
}

/** ", in eastern Russia, “August” (2024-08)": what the figure covers, as far as known. */
export function tellExtent({ place, scope, period }: Extent): string {
  const parts = [place === undefined ? undefined : `in ${place.name}`, scope, tellWhen(period)];
  return parts.map((part) => (part === undefined ? '' : `, ${part}`)).join('');
}

const relations = { replies: 'It replies to', refers: 'It refers to', glosses: 'It explains' };

/** " It explains “…” (inferred).": what a statement has to do with others. */
export function tellLinks(links: readonly ToldLink[] | undefined): string {
  return (links ?? [])
    .map(({ type, label, basis }) => ` ${relations[type]} “${label}”${basis === 'inferred' ? ' (inferred)' : ''}.`)
    .join('');
}
