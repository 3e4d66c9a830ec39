import { html } from '../html.js';
import type { Html } from '../html.js';
import type { PlacedFigure as Figure } from '../model.js';
import { tellNumber } from '../parts/quantity.js';
import type { Words } from '../words/words.js';
import { round } from './marks.js';
import { plot } from './scales.js';

const characterWidth = 8;
const lineHeight = 15;

export interface LabelledPoint {
  readonly figure: Figure;
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

/** The figures at their points, the latest first, as far as there is room: none is written over another. */
export function labelsOf(points: readonly LabelledPoint[], words: Words): Html {
  const boxes: Box[] = [];
  const labels: Html[] = [];
  for (const { figure, x, y } of [...points].reverse()) {
    const text = shortLabel(figure, words);
    const half = (text.length * characterWidth) / 2;
    const middle = Math.min(Math.max(x, plot.left + half - 18), plot.right - half + 8);
    // Above an open bound is its arrow.
    const isBelow = figure.data.quantity?.value === undefined && figure.data.quantity?.lower !== undefined;
    const box = isBelow
      ? { left: x + 12, right: x + 12 + 2 * half, y: y + 16 }
      : { left: middle - half, right: middle + half, y: y - 11 };
    if (text === '' || boxes.some((other) => overlap(box, other))) continue;
    boxes.push(box);
    labels.push(
      html`<text class="value" x="${round(isBelow ? x + 12 : middle)}" y="${round(box.y)}" text-anchor="${isBelow ? 'start' : 'middle'}">${text}</text>`,
    );
  }
  return html`${labels}`;
}

const overlap = (one: Box, other: Box) =>
  one.left < other.right && other.left < one.right && Math.abs(one.y - other.y) < lineHeight;

function shortLabel({ data: { quantity } }: Figure, words: Words): string {
  if (quantity === undefined) return '';
  const { value, lower, upper, approx } = quantity;
  const number = (given: number) => tellNumber(given, words);
  if (value !== undefined) return `${approx === 'about' ? '≈ ' : ''}${number(value)}`;
  if (lower !== undefined && upper !== undefined) return `${number(lower.value)}–${number(upper.value)}`;
  if (lower !== undefined) return `${lower.inclusive ? '≥' : '>'} ${number(lower.value)}`;
  return upper === undefined ? '' : `${upper.inclusive ? '≤' : '<'} ${number(upper.value)}`;
}
