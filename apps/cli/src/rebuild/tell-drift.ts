import type { Comparison, Drift } from '#views';
import { legible } from '../legible.js';

const mostTold = 20;
const mostLength = 100;

const names: Readonly<Record<Drift['view'], string>> = {
  rows: 'row',
  changes: 'change at position',
  voices: 'voice',
  parked: 'parked story from position',
  heads: 'head',
  topic: 'event at position',
};

/** What two generations say differently, a field a line. */
export function tellDrift(
  { drift, count }: Comparison,
  told: { readonly shown: string; readonly built: string },
): string {
  if (count === 0) return '';
  const lines = drift.slice(0, mostTold).map(({ view, story, row, field, shown, built }) => {
    const at = `  ${story}: ${names[view]} ${row}${field === '' ? '' : ` at ${field}`}`;
    return legible(`${at}: ${told.shown} ${tellValue(shown)}, ${told.built} ${tellValue(built)}`);
  });
  const more = count > mostTold ? [`  … and more: ${count} in all; --json tells the first 1,000`] : [];
  return `${[...lines, ...more].join('\n')}\n`;
}

function tellValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > mostLength ? `${text.slice(0, mostLength)}…` : text;
}
