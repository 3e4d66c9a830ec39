import { canonicalJson } from '#events';
import type { Attribution, Metric, Quantity, When, Wording } from '#events';
import { tellAmount } from './tell-quantity.js';
import { tellSource, tellWhen } from './tell-utterance.js';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

/** What each corrected field was, and is. */
export function tellFields(was: object, now: object): string {
  const before = was as Record<string, unknown>;
  const after = now as Record<string, unknown>;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name) => `Its ${inWords(name)} was ${tellField(name, before[name])}, and is ${tellField(name, after[name])}.`)
    .join(' ');
}

/** "keyFacts" as "key facts". */
const inWords = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function tellField(name: string, value: unknown): string {
  switch (name) {
    case 'quantity':
      return value === undefined ? 'absent' : tellAmount(value as Quantity);
    case 'when':
    case 'published':
    case 'period':
      return value === undefined ? 'absent' : (tellWhen(value as When) ?? 'not known');
    case 'by':
      return value === undefined ? 'absent' : tellSource(value as Attribution);
    case 'metric':
      return value === undefined ? 'absent' : `“${(value as Metric).label}”`;
    case 'wording':
      return value === undefined ? 'absent' : `“${(value as Wording).text}”`;
    default:
      return tellValue(value);
  }
}

/** What has a name is told by it; what has none and is no text, in the order of RFC 8785, wherever it was kept. */
function tellValue(value: unknown): string {
  if (value === undefined) return 'absent';
  if (typeof value === 'string') return `“${value}”`;
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : list.format(value.map(tellValue));
  const { name } = (value ?? {}) as { readonly name?: unknown };
  return typeof name === 'string' ? name : canonicalJson(value);
}
