import { tellQuantity } from './tell-quantity.js';

const unit = 'troops';
const bound = (value: number, inclusive: boolean) => ({ value, inclusive });

describe('tellQuantity', () => {
  test.each([
    ['3,000', { value: 3000, unit }],
    ['0', { value: 0, unit }],
    ['-12', { value: -12, unit }],
    ['477.5', { value: 477.5, unit }],
    ['0.0000001', { value: 1e-7, unit }],
    ['123,456,789,012,345', { value: 123_456_789_012_345, unit }],
    ['1,000,000', { value: 1_000_000, approx: 'exact' as const, unit }],
    ['about 10,000', { value: 10_000, approx: 'about' as const, unit }],
    ['about 10,000', { value: 10_000, approx: 'about' as const, unit, wording: 'approximately 10,000' }],
    ['more than 600,000', { lower: bound(600_000, false), unit }],
    ['at least 600,000', { lower: bound(600_000, true), unit }],
    ['fewer than 500', { upper: bound(500, false), unit }],
    ['at most 500', { upper: bound(500, true), unit }],
    ['between 8,000 and 10,000', { lower: bound(8000, true), upper: bound(10_000, true), unit }],
    [
      'about 9,000 (between 8,000 and 10,000)',
      { lower: bound(8000, true), value: 9000, upper: bound(10_000, true), approx: 'about' as const, unit },
    ],
    ['9,000 (at least 8,000)', { lower: bound(8000, true), value: 9000, unit }],
    ['“hundreds”', { approx: 'vague' as const, wording: 'hundreds', unit }],
    ['“several thousand”', { approx: 'vague' as const, wording: 'several thousand', unit: 'soldiers' }],
  ])('says %s', (sentence, quantity) => {
    expect(tellQuantity(quantity)).toBe(sentence);
  });

  test('invents no number for a vague word', () => {
    expect(tellQuantity({ approx: 'vague', wording: 'hundreds', unit })).not.toMatch(/\d/);
  });
});
