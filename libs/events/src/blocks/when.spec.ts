import { bareData } from '../event-examples.js';
import { validateData } from '../validate-event.js';

const codesOf = (when: unknown) =>
  validateData('StatementIssued', { ...bareData.StatementIssued, when }).map(({ pointer, code }) => [
    pointer.replace('/data/when', ''),
    code,
  ]);

const stated = { basis: 'stated' };

describe('a time', () => {
  test.each([
    ['a day', { ...stated, edtf: '2024-10-28' }],
    ['a month', { ...stated, edtf: '2024-08' }],
    ['a year', { ...stated, edtf: '2022' }],
    ['one day within a span', { basis: 'inferred', edtf: '[2024-10-21..2024-10-27]', wording: 'last week' }],
    ['a day before another', { basis: 'inferred', edtf: '[..2024-10-27]' }],
    ['a span', { ...stated, edtf: '2024-10-01/2024-10-27' }],
    ['a span that goes on', { ...stated, edtf: '2024-08/..' }],
    ['a time of day', { ...stated, edtf: '2024-10-28T21:05:00Z' }],
    ['a date in doubt', { ...stated, edtf: '2024-10~' }],
    ['a season', { ...stated, edtf: '2024-21' }],
    ['the 29th of February of a leap year', { ...stated, edtf: '2024-02-29' }],
    ['words alone', { ...stated, wording: 'Monday' }],
    ['an order among facts', { ...stated, before: ['a'], after: ['b', 'c'] }],
    ['a zone by name', { ...stated, edtf: '2024', zone: 'Europe/Brussels' }],
    ['a zone by offset', { ...stated, edtf: '2024', zone: '+02:00' }],
  ])('may be %s', (_what, when) => {
    expect(codesOf(when)).toEqual([]);
  });

  test.each([
    '28 October',
    '2024-13',
    '2024-10-32',
    '2024-02-30',
    '2023-02-29',
    '2024-02-01/2024-02-30',
    '[..2024-06-31]',
    '{2024-01-01,2024-04-31}',
    '20241028',
    '2024-1',
    '',
    ' 2024',
    '[..]',
  ])('may not be the date "%s"', (edtf) => {
    expect(codesOf({ ...stated, edtf })).toEqual([['/edtf', 'edtf']]);
  });

  test.each([
    ['that says nothing', stated, '/basis', 'when-says-something'],
    ['that says nothing but a zone', { ...stated, zone: 'UTC' }, '/basis', 'when-says-something'],
    ['without basis', { edtf: '2024' }, '/basis', 'one-of'],
    ['with an unknown basis', { edtf: '2024', basis: 'guessed' }, '/basis', 'one-of'],
    ['with a number as date', { ...stated, edtf: 2024 }, '/edtf', 'edtf'],
    ['with a date of 300 characters', { ...stated, edtf: `[${'2024,'.repeat(60)}2025]` }, '/edtf', 'edtf'],
    ['with blank words', { ...stated, wording: ' ' }, '/wording', 'text'],
    ['with a zone in words', { ...stated, edtf: '2024', zone: 'Brussels time' }, '/zone', 'zone'],
    ['before nothing', { ...stated, before: [] }, '/before', 'fact-refs'],
    ['after what is no id', { ...stated, after: ['a', 'b c'] }, '/after', 'fact-refs'],
    ['after a fact that is not in a list', { ...stated, after: 'a' }, '/after', 'fact-refs'],
    ['with an unknown field', { ...stated, edtf: '2024', year: 2024 }, '/year', 'unknown-field'],
    ['as text', '2024', '', 'object'],
    ['as a list', [{ ...stated, edtf: '2024' }], '', 'object'],
  ])('%s is refused', (_what, when, pointer, code) => {
    expect(codesOf(when)).toEqual([[pointer, code]]);
  });
});
