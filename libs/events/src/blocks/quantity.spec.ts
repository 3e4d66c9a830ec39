import fc from 'fast-check';
import { bareData, changed } from '../event-examples.js';
import { validateData } from '../validate-event.js';

const codesOf = (quantity: unknown) =>
  validateData('EstimateIssued', changed(bareData.EstimateIssued, 'quantity', quantity)).map(({ pointer, code }) => [
    pointer.replace('/data/quantity', ''),
    code,
  ]);

const unit = 'troops';
const bound = (value: number, inclusive = true) => ({ value, inclusive });

describe('a quantity', () => {
  test.each([
    ['a value alone', { value: 3000, unit }],
    ['zero', { value: 0, unit }],
    ['a value below zero', { value: -2.5, unit }],
    ['a lower bound: more than 600,000', { lower: bound(600_000, false), unit }],
    ['an upper bound', { upper: bound(5), unit }],
    ['two bounds', { lower: bound(5), upper: bound(6, false), unit }],
    ['a vague word', { approx: 'vague', wording: 'hundreds', unit }],
    ['a value within its bounds', { lower: bound(8), value: 9, upper: bound(10), unit }],
    ['a value on its bounds', { lower: bound(9), value: 9, upper: bound(9), unit }],
  ])('may be %s', (_what, quantity) => {
    expect(codesOf(quantity)).toEqual([]);
  });

  test.each([
    ['says nothing', { unit }, '/unit', 'quantity-says-something'],
    ['is vague without words', { approx: 'vague', unit }, '/unit', 'quantity-says-something'],
    ['has words without being vague', { wording: 'hundreds', unit }, '/unit', 'quantity-says-something'],
    ['is about nothing', { approx: 'about', wording: 'hundreds', unit }, '/unit', 'quantity-says-something'],
    ['has its bounds the wrong way round', { lower: bound(6), upper: bound(5), unit }, '/unit', 'quantity-in-bounds'],
    ['lies below its lower bound', { lower: bound(6), value: 5, unit }, '/unit', 'quantity-in-bounds'],
    ['lies above its upper bound', { upper: bound(6), value: 7, unit }, '/unit', 'quantity-in-bounds'],
    ['has no unit', { value: 1 }, '/unit', 'text'],
    ['has a blank unit', { value: 1, unit: ' ' }, '/unit', 'text'],
    ['has text as value', { value: '10,000', unit }, '/value', 'number'],
    ['has a list as value', { value: [1], unit }, '/value', 'number'],
    ['is exact in an unknown way', { value: 1, unit, approx: 'roughly' }, '/approx', 'one-of'],
    ['has blank words', { value: 1, unit, wording: '' }, '/wording', 'text'],
    ['has a number as bound', { lower: 5, unit }, '/lower', 'object'],
    ['has a list as bound', { upper: [bound(5)], unit }, '/upper', 'object'],
    ['has a bound without value', { lower: { inclusive: true }, unit }, '/lower/value', 'number'],
    ['has a bound that may or may not count', { lower: { value: 5 }, unit }, '/lower/inclusive', 'flag'],
    ['has a bound that counts in words', { lower: bound(5, 'no' as never), unit }, '/lower/inclusive', 'flag'],
    ['has an unknown field', { value: 1, unit, max: 2 }, '/max', 'unknown-field'],
    ['has a bound with an unknown field', { lower: { ...bound(5), unit }, unit }, '/lower/unit', 'unknown-field'],
  ])('that %s is refused', (_what, quantity, pointer, code) => {
    expect(codesOf(quantity)).toEqual([[pointer, code]]);
  });

  test('is in bounds exactly where lower, value and upper ascend', () => {
    const number = fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined });
    fc.assert(
      fc.property(fc.tuple(number, number, number), ([lower, value, upper]) => {
        const given = [lower, value, upper].filter((part) => part !== undefined);
        const ascends = given.every((part, at) => given.slice(at).every((later) => part <= later));
        const errors = codesOf({
          unit,
          ...(lower === undefined ? {} : { lower: bound(lower) }),
          ...(value === undefined ? {} : { value }),
          ...(upper === undefined ? {} : { upper: bound(upper) }),
        });
        expect(errors.some(([, code]) => code === 'quantity-in-bounds')).toBe(!ascends);
      }),
    );
  });
});
