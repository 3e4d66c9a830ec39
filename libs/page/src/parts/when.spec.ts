import type { When } from '#events';
import { indexOf } from '../story-index.js';
import { en } from '../words/en.js';
import { plain } from './quantity.js';
import { tellWhen } from './when.js';

const nothing = {
  estimates: [],
  statements: [],
  claims: [],
  positions: [],
  occurrences: [],
  sources: [],
  corrections: [],
  retractions: [],
};
const index = indexOf({ document: nothing as never, timeline: [] });
const telling = { words: en, zone: 'UTC', base: '' };
const stated = { basis: 'stated' } as const;

test.each<[When, string]>([
  [{ ...stated, edtf: '2024-10-28' }, '28 October 2024'],
  [{ ...stated, edtf: '2024-08' }, 'August 2024'],
  [{ ...stated, edtf: '2022' }, '2022'],
  [{ basis: 'inferred', edtf: '2024-10-28', wording: 'Monday' }, '“Monday” (28 October 2024, inferred)'],
  [{ basis: 'inferred', edtf: '[..2024-10-27]' }, '27 October 2024 or before, inferred'],
  [{ ...stated, edtf: '[2024-10-21..]' }, '21 October 2024 or after'],
  [{ ...stated, edtf: '[2024-10-21..2024-10-27]' }, 'between 21 October 2024 and 27 October 2024'],
  [{ ...stated, edtf: '2024-10-01/2024-10-27' }, '1 October 2024 to 27 October 2024'],
  [{ ...stated, edtf: '2024-08/..' }, 'since August 2024'],
  [{ ...stated, edtf: '2024-10-28T21:05:00Z' }, '28 October 2024 at 21:05 UTC'],
  // What has no plain name is told as it is written.
  [{ ...stated, edtf: '2024-10~' }, '2024-10~'],
  [{ ...stated, edtf: '2024-21' }, '2024-21'],
  [{ ...stated, wording: 'since the war began' }, '“since the war began”'],
  [{ ...stated, wording: 'hours before', before: ['said'] }, '“hours before” (before said)'],
])('%j is told as %s', (when, told) => {
  expect(plain(tellWhen(when, index, telling))).toBe(told);
});

test('a moment is told in the zone of the reader, with UTC at hand', () => {
  const { text } = tellWhen({ ...stated, edtf: '2024-10-28T21:05:00Z' }, index, { ...telling, zone: 'Asia/Seoul' });
  expect(text).toMatch(/title="28 October 2024 at 21:05 UTC">29 October 2024 at 06:05/);
});
