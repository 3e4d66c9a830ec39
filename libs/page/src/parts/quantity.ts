import type { Bound, Quantity } from '#events';
import { html, told } from '../html.js';
import type { Html } from '../html.js';
import type { Words } from '../words/words.js';

const formats = new Map<string, Intl.NumberFormat>();

export function tellNumber(value: number, { locale, number }: Words): string {
  const format = formats.get(locale) ?? number(locale);
  formats.set(locale, format);
  return format.format(value);
}

/** Whether a figure is a word such as "hundreds" and has no number. */
export const isVague = ({ value, lower, upper }: Quantity): boolean =>
  value === undefined && lower === undefined && upper === undefined;

/** A figure in words: "about 10,000", "more than 600,000", or the vague words themselves in quotes. Without its unit. */
export function tellQuantity(quantity: Quantity, words: Words): Html {
  const { value, lower, upper, approx, wording } = quantity;
  const about = (told: Html) => (approx === 'about' || approx === 'vague' ? words.figure.about(told) : told);
  if (value !== undefined) {
    const range = lower === undefined && upper === undefined ? '' : html` (${tellBounds(lower, upper, words)})`;
    return html`${about(numeral(value, words))}${range}`;
  }
  if (isVague(quantity)) return wording === undefined ? html`${words.figure.unstated}` : html`“${told(wording)}”`;
  return about(tellBounds(lower, upper, words));
}

/** A figure with its unit; behind a vague word the unit stands apart, "“hundreds” (km²)". */
export function tellAmount(quantity: Quantity, words: Words): Html {
  const unit = told(quantity.unit);
  return html`${tellQuantity(quantity, words)} ${isVague(quantity) ? html`(${unit})` : unit}`;
}

const numeral = (value: number, words: Words): Html => html`${tellNumber(value, words)}`;

function tellBounds(lower: Bound | undefined, upper: Bound | undefined, words: Words): Html {
  const { between, atLeast, moreThan, atMost, fewerThan } = words.figure;
  if (lower !== undefined && upper !== undefined)
    return between(numeral(lower.value, words), numeral(upper.value, words));
  if (lower !== undefined) return (lower.inclusive ? atLeast : moreThan)(numeral(lower.value, words));
  if (upper !== undefined) return (upper.inclusive ? atMost : fewerThan)(numeral(upper.value, words));
  return html`${words.figure.unstated}`;
}

/** The same as plain text, for what takes no markup. */
export const plainAmount = (quantity: Quantity, words: Words): string => plain(tellAmount(quantity, words));

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** The text of markup that has only elements around texts. */
export const plain = ({ text }: Html): string =>
  text.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
