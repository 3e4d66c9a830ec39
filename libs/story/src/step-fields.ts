import type { Attribution, ClaimRaised, When } from '#events';
import { by } from './story-examples.js';

// Plain objects, so that they can be spread.
type PlainAttribution = Pick<Attribution, keyof Attribution>;
type PlainWhen = Pick<When, keyof When>;

/** Times as newsrooms have them: to the second, within a span, in doubt, open at an end, or in words only. */
export const times: readonly PlainWhen[] = [
  { basis: 'stated', edtf: '2024-10-28' },
  { basis: 'stated', wording: 'last week' },
  { basis: 'stated', edtf: '2024-10-28T21:05:00Z' },
  { basis: 'inferred', edtf: '[..2024-10-27]', wording: 'lately' },
  { basis: 'stated', edtf: '2024-10' },
  { basis: 'inferred', edtf: '[2024-10-21..2024-10-27]' },
  { basis: 'stated', edtf: '2024-08/..' },
  { basis: 'stated', edtf: '2024-10-23', zone: 'Europe/Brussels' },
  { basis: 'inferred', edtf: '2024-10~' },
  { basis: 'stated', edtf: '2024-10-01/2024-10-27', zone: '+02:00' },
  { basis: 'stated', edtf: '2024' },
  { basis: 'inferred', edtf: '2024-21' },
  { basis: 'inferred', edtf: '[2024-10-29..]' },
];

const russia = { id: 'russia', name: 'Russia' };
const ukraine = { id: 'ukraine', name: 'Ukraine' };
const official = { name: 'A Western official', oneOf: ['us-dod', 'nato'] };

export const attributions: readonly PlainAttribution[] = [
  by,
  { parties: [russia], mode: 'paraphrase' },
  { parties: [russia, ...by.parties], mode: 'paraphrase' },
  { parties: [official], mode: 'paraphrase' },
  { oneOf: [by, { parties: [ukraine], mode: 'paraphrase' }] },
  { parties: [{ ...russia, name: 'The Kremlin' }, ukraine], mode: 'paraphrase' },
  { mode: 'narrator' },
];

export const concerned: readonly ClaimRaised['concerns'][] = [
  [russia],
  [ukraine, ...by.parties],
  [{ ...russia, name: 'The Kremlin' }, official],
  [official, ukraine],
];

/** What makes one attribution another: its own fields, and none that the other had. */
export const instead = (attribution: PlainAttribution): object => ({
  parties: null,
  oneOf: null,
  mode: null,
  at: null,
  ...attribution,
});
