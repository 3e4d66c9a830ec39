import { readExpiry, readRate, readScopes } from './key-options.js';

const now = Date.parse('2024-10-28T21:00:00Z');

test.each([
  ['30m', '2024-10-28T21:30:00.000Z'],
  ['12h', '2024-10-29T09:00:00.000Z'],
  ['90d', '2025-01-26T21:00:00.000Z'],
  ['4w', '2024-11-25T21:00:00.000Z'],
  ['2024-10-29T00:00:00+02:00', '2024-10-28T22:00:00.000Z'],
  ['2030-01-31T00:00Z', '2030-01-31T00:00:00.000Z'],
])('a key that expires %s ends at %s', (text, end) => {
  expect(readExpiry(text, now).toISOString()).toBe(end);
});

test.each(['', '0d', '-1d', '1.5h', '90', '1y', '2030-01-31', '2030-01-31T00:00:00', '2030-13-31T00:00:00Z'])(
  '%j says no end',
  (text) => {
    expect(() => readExpiry(text, now)).toThrow(/^It must be a time/);
  },
);

test('an end that has passed is none', () => {
  expect(() => readExpiry('2024-10-28T21:00:00Z', now)).toThrow(/passed/);
});

test('scopes add up, each once', () => {
  expect(
    ['read', 'publish:us-*', 'read'].reduce((before, text) => readScopes(text, before), readScopes('publish')),
  ).toEqual(['publish', 'read', 'publish:us-*']);
});

test('a rate is a whole number', () => {
  expect(readRate('50')).toBe(50);
  for (const text of ['', '0', '1e3', '-5', '2000000']) expect(() => readRate(text)).toThrow(/whole number/);
});
