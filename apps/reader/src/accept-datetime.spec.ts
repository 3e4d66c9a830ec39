import fc from 'fast-check';
import { RefusalError } from '#errors';
import { readAcceptDatetime } from './accept-datetime.js';

describe('Accept-Datetime', () => {
  test('is read as HTTP writes time, for every second', () => {
    const seconds = fc.date({
      min: new Date('0100-01-01'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(seconds, (date) => {
        const second = new Date(Math.floor(date.getTime() / 1_000) * 1_000);
        expect(readAcceptDatetime(second.toUTCString())).toBe(second.toISOString());
      }),
    );
    expect(readAcceptDatetime(' Mon, 28 Oct 2024 21:05:00 GMT ')).toBe('2024-10-28T21:05:00.000Z');
    expect(readAcceptDatetime(undefined)).toBeUndefined();
  });

  test.each([
    '',
    'yesterday',
    '2024-10-28T21:05:00Z',
    'Mon, 28 Oct 2024 21:05:00',
    'Mon, 28 Oct 2024 21:05:00 UTC',
    'Mon, 28 Oct 2024 21:05:00 +0000',
    'Mon, 28 Oct 2024 21:05 GMT',
    'Tue, 28 Oct 2024 21:05:00 GMT',
    'Fri, 30 Feb 2024 00:00:00 GMT',
    'Mon, 28 Oct 2024 24:00:00 GMT',
    'Monday, 28-Oct-24 21:05:00 GMT',
    'Mon Oct 28 21:05:00 2024',
    'Sat, 01 Jan 0000 00:00:00 GMT',
    'Fri, 31 Dec -001 00:00:00 GMT',
  ])('does not take %j', (text) => {
    expect(() => readAcceptDatetime(text)).toThrow(RefusalError);
  });
});
