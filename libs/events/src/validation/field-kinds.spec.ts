import fc from 'fast-check';
import { isEdtf, isEventId, isOpaqueId, isSlug, isTime } from './field-kinds.js';

describe('isSlug', () => {
  test.each(['a', '0', 'us-dod', 'a-', 'a--b', '2024-10-28', 'a'.repeat(100)])('takes %s', (slug) => {
    expect(isSlug(slug)).toBe(true);
  });

  test.each([
    ['', '-a', 'A', 'é', 'a_b', 'a.b', 'a b', 'a\n', 'a'.repeat(101)],
    [7, null, undefined, ['a'], {}],
  ])('refuses what is none', (...values) => {
    for (const value of values) expect(isSlug(value)).toBe(false);
  });
});

describe('isEventId', () => {
  test.each(['a', 'A.b_c-9', '...', '0192f0c1-7b1a-7c3e-9a55-1b2c3d4e5f60', 'a'.repeat(64)])('takes %s', (id) => {
    expect(isEventId(id)).toBe(true);
  });

  test.each(['', 'a b', 'a/b', 'a:b', 'é', 'a\n', 'a'.repeat(65)])('refuses "%s"', (id) => {
    expect(isEventId(id)).toBe(false);
  });
});

describe('isOpaqueId', () => {
  test.each(['a', 'user:7@desk.example~1_2-3', 'a'.repeat(128)])('takes %s', (id) => {
    expect(isOpaqueId(id)).toBe(true);
  });

  test.each(['', 'Sabrina Singh', 'a/b', 'é', 'a\r\nb', 'a'.repeat(129)])('refuses "%s"', (id) => {
    expect(isOpaqueId(id)).toBe(false);
  });
});

describe('isTime', () => {
  test.each([
    '2024-10-28T21:05:00Z',
    '2024-10-28T00:00:00.1Z',
    '2024-10-28T23:59:59.123456789Z',
    '2024-02-29T12:00:00Z',
    '0001-01-01T00:00:00Z',
  ])('takes %s', (time) => {
    expect(isTime(time)).toBe(true);
  });

  test.each([
    '2024-10-28',
    '2024-10-28T21:05Z',
    '2024-10-28T21:05:00',
    '2024-10-28T21:05:00+00:00',
    '2024-10-28 21:05:00Z',
    '2024-10-28t21:05:00z',
    '2024-10-28T24:00:00Z',
    '2024-10-28T21:60:00Z',
    '2024-10-28T21:05:60Z',
    '2024-10-28T21:05:00.Z',
    '2024-10-28T21:05:00.1234567890Z',
    '2024-13-01T00:00:00Z',
    '2024-10-00T00:00:00Z',
    '2024-10-32T00:00:00Z',
    '2024-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2024-04-31T00:00:00Z',
    '24-10-28T21:05:00Z',
    '0000-01-01T00:00:00Z',
    '2024-10-28T21:05:00Z\n',
  ])('refuses %s', (time) => {
    expect(isTime(time)).toBe(false);
  });

  test('takes every moment of the years 1 to 9999 as JavaScript writes it', () => {
    const moment = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(moment, (date) => expect(isTime(date.toISOString())).toBe(true)));
  });

  test('refuses what is no text', () => {
    for (const value of [0, null, undefined, new Date(0), ['2024-10-28T21:05:00Z']]) expect(isTime(value)).toBe(false);
  });
});

describe('isEdtf', () => {
  test('takes every day as a date, as often as it is asked', () => {
    const day = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const written = date.toISOString().slice(0, 10);
        expect([isEdtf(written), isEdtf(written)]).toEqual([true, true]);
      }),
      { numRuns: 50 },
    );
  });

  test('refuses what is no date, as often as it is asked', () => {
    for (const value of ['Monday', 'Monday', '2024-10-28x', '2024-02-30', 2024, null, ['2024']]) {
      expect(isEdtf(value)).toBe(false);
    }
  });
});
