import type { Quantity } from '#events';
import { en } from '../words/en.js';
import { plain, plainAmount, tellQuantity } from './quantity.js';

const unit = 'troops';

test.each<[string, Quantity, string]>([
  ['a number', { value: 3_000, unit }, '3,000 troops'],
  ['about a number', { value: 10_000, approx: 'about', unit }, 'about 10,000 troops'],
  ['zero, which is not unknown', { value: 0, unit }, '0 troops'],
  ['more than', { lower: { value: 600_000, inclusive: false }, unit }, 'more than 600,000 troops'],
  ['at least', { lower: { value: 600_000, inclusive: true }, unit }, 'at least 600,000 troops'],
  ['fewer than', { upper: { value: 5, inclusive: false }, unit }, 'fewer than 5 troops'],
  ['at most', { upper: { value: 5, inclusive: true }, unit }, 'at most 5 troops'],
  [
    'two bounds',
    { lower: { value: 5, inclusive: true }, upper: { value: 9, inclusive: true }, unit },
    'between 5 and 9 troops',
  ],
  [
    'a number within bounds',
    { lower: { value: 5, inclusive: true }, value: 6, upper: { value: 9, inclusive: true }, unit },
    '6 (between 5 and 9) troops',
  ],
  ['a vague word', { approx: 'vague', wording: 'hundreds', unit }, '“hundreds” (troops)'],
])('%s is told as it was said', (_what, quantity, told) => {
  expect(plainAmount(quantity, en)).toBe(told);
});

test('words of the record stay words', () => {
  const { text } = tellQuantity({ approx: 'vague', wording: '<b>many</b>', unit }, en);
  expect(text).toBe('“<bdi dir="auto">&lt;b&gt;many&lt;/b&gt;</bdi>”');
  expect(plain({ text })).toBe('“<b>many</b>”');
});
