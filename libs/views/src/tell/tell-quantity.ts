import type { Bound, Quantity } from '#events';

const number = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 15 });

export const tellNumber = (value: number): string => number.format(value);

/** A figure in words: "about 10,000", "more than 600,000", "between 8,000 and 10,000", or the vague words themselves. */
export function tellQuantity(quantity: Quantity): string {
  const { value, lower, upper, approx, wording } = quantity;
  if (value !== undefined) {
    const range = lower === undefined && upper === undefined ? '' : ` (${tellBounds(lower, upper)})`;
    return `${approx === 'about' || approx === 'vague' ? 'about ' : ''}${number.format(value)}${range}`;
  }
  if (lower === undefined && upper === undefined) return `“${wording ?? 'an unstated number'}”`;
  return `${approx === 'about' ? 'about ' : ''}${tellBounds(lower, upper)}`;
}

/** A figure with its unit: "3,000 troops"; behind a vague word the unit stands apart, "“hundreds” (km²)". */
export function tellAmount(quantity: Quantity): string {
  const { value, lower, upper, unit } = quantity;
  const isVague = value === undefined && lower === undefined && upper === undefined;
  return `${tellQuantity(quantity)} ${isVague ? `(${unit})` : unit}`;
}

function tellBounds(lower: Bound | undefined, upper: Bound | undefined): string {
  if (lower !== undefined && upper !== undefined) {
    return `between ${number.format(lower.value)} and ${number.format(upper.value)}`;
  }
  if (lower !== undefined) return `${lower.inclusive ? 'at least' : 'more than'} ${number.format(lower.value)}`;
  if (upper !== undefined) return `${upper.inclusive ? 'at most' : 'fewer than'} ${number.format(upper.value)}`;
  return 'an unstated number';
}
