import fc from 'fast-check';
import { isEdtf } from '../validation/field-kinds.js';
import { edtfBounds } from './edtf-bounds.js';
import { lastMoment } from './calendar.js';
import { edtfText, maskedDate, wider } from './edtf-texts.js';

const shown = (moment: number | undefined) => (moment === undefined ? '' : new Date(moment).toISOString());
const told = (text: string, zone?: string) => {
  const { earliest, latest } = edtfBounds(text, zone);
  return [shown(earliest), shown(latest)];
};
const from = (day: string) => (day === '' ? '' : shown(Date.parse(`${day}T00:00:00.000Z`)));
const to = (day: string) => (day === '' ? '' : shown(Date.parse(`${day}T23:59:59.999Z`)));

describe('edtfBounds', () => {
  test.each([
    ['2024-10-28', '2024-10-28', '2024-10-28'],
    ['2024-10', '2024-10-01', '2024-10-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2024', '2024-01-01', '2024-12-31'],
    ['0000', '0000-01-01', '0000-12-31'],
    ['0024', '0024-01-01', '0024-12-31'],
    ['-0044-03-15', '-000044-03-15', '-000044-03-15'],
    ['2024-10~', '2024-10-01', '2024-10-31'],
    ['2024?-10~-%28', '2024-10-28', '2024-10-28'],
    ['2024-10-2X', '2024-10-20', '2024-10-29'],
    ['2024-10-3X', '2024-10-30', '2024-10-31'],
    ['2024-02-XX', '2024-02-01', '2024-02-29'],
    ['2024-1X', '2024-10-01', '2024-12-31'],
    ['2024-XX', '2024-01-01', '2024-12-31'],
    ['2024-XX-31', '2024-01-31', '2024-12-31'],
    ['2024-X2-30', '2024-12-30', '2024-12-30'],
    ['2024-X1-31', '2024-01-31', '2024-01-31'],
    ['20XX', '2000-01-01', '2099-12-31'],
    ['-12XX', '-001299-01-01', '-001200-12-31'],
    ['-00XX-XX', '-000099-01-01', '0000-12-31'],
    ['202X-02-29', '2020-02-29', '2028-02-29'],
    ['20X1-02-29', '2001-02-01', '2091-02-28'],
    ['2023-02?-29', '2023-02-01', '2023-02-28'],
    ['XXXX-12-XX', '0000-12-01', '9999-12-31'],
    ['20', '2000-01-01', '2099-12-31'],
    ['-19', '-001900-01-01', '-001801-12-31'],
    ['202?', '2020-01-01', '2029-12-31'],
    ['-002', '-000020-01-01', '-000011-12-31'],
    ['1950S2', '1900-01-01', '1999-12-31'],
    ['-1950S2', '-001999-01-01', '-001900-12-31'],
    ['1950S7', '1950-01-01', '1950-12-31'],
    ['Y20240', '+020240-01-01', '+020240-12-31'],
    ['Y-10000', '-010000-01-01', '-010000-12-31'],
    ['Y15E3', '+015000-01-01', '+015000-12-31'],
    ['Y1E4S1', '+010000-01-01', '+019999-12-31'],
    ['Y0E400', '0000-01-01', '0000-12-31'],
    ['2024-21', '2024-03-01', '2024-06-30'],
    ['2024-26', '2024-06-01', '2024-09-30'],
    ['2024-24', '2024-12-01', '2025-03-31'],
    ['2024-29', '2024-09-01', '2024-12-31'],
    ['2024-32', '2024-06-01', '2024-09-30'],
    ['2024-33', '2024-01-01', '2024-03-31'],
    ['2024-36', '2024-10-01', '2024-12-31'],
    ['2024-38', '2024-05-01', '2024-08-31'],
    ['2024-41', '2024-07-01', '2024-12-31'],
    ['2024-10-01/2024-10-27', '2024-10-01', '2024-10-27'],
    ['2024-08/2024', '2024-08-01', '2024-12-31'],
    ['2024-08/..', '2024-08-01', ''],
    ['../2024-08', '', '2024-08-31'],
    ['2024-08/', '2024-08-01', ''],
    ['/2024-08', '', '2024-08-31'],
    ['../..', '', ''],
    ['/', '', ''],
    ['2024-10/2024-09', '2024-09-01', '2024-10-31'],
    ['2024-10-2X/2024-~11', '2024-10-20', '2024-11-30'],
    ['[2024-10-21..2024-10-27]', '2024-10-21', '2024-10-27'],
    ['[..2024-10-27]', '', '2024-10-27'],
    ['[2024-10-27..]', '2024-10-27', ''],
    ['{2024, 2022-1X ,2023}', '2022-10-01', '2024-12-31'],
    ['{..2020..2022,2024..}', '', ''],
    ['[0000..9999]', '0000-01-01', '9999-12-31'],
    ['[9999..0000]', '0000-01-01', '9999-12-31'],
  ])('of %s are %s and %s', (text, earliest, latest) => {
    expect(isEdtf(text)).toBe(true);
    expect(told(text)).toEqual([from(earliest), to(latest)]);
  });

  test.each([
    ['2024-10-28T21:05:07', '2024-10-28T21:05:07.000Z', '2024-10-28T21:05:07.999Z'],
    ['2024-10-28T21:05:07.5Z', '2024-10-28T21:05:07.500Z', '2024-10-28T21:05:07.599Z'],
    ['2024-10-28T21:05:07.123456Z', '2024-10-28T21:05:07.123Z', '2024-10-28T21:05:07.123Z'],
    ['2024-10-28T21:05', '2024-10-28T21:05:00.000Z', '2024-10-28T21:05:59.999Z'],
    ['2024-10-28T24:00:00Z', '2024-10-29T00:00:00.000Z', '2024-10-29T00:00:00.999Z'],
    ['2024-10-28T21:05:07+05:30', '2024-10-28T15:35:07.000Z', '2024-10-28T15:35:07.999Z'],
    ['2024-10-28T21:05:07\u221204', '2024-10-29T01:05:07.000Z', '2024-10-29T01:05:07.999Z'],
    ['2024-10-28T21:05:07-0430', '2024-10-29T01:35:07.000Z', '2024-10-29T01:35:07.999Z'],
    ['2024-10-28T21:05Z/2024-10-29', '2024-10-28T21:05:00.000Z', '2024-10-29T23:59:59.999Z'],
  ])('of the time %s are %s and %s', (text, earliest, latest) => {
    expect(isEdtf(text)).toBe(true);
    expect(told(text)).toEqual([earliest, latest]);
  });

  test.each(['Y17E8', 'Y1E400', 'Y12345678901234567890123', 'Y171010000S3', 'Y3388E20S1'])(
    'of %s are the last moment there is',
    (text) => {
      expect(isEdtf(text)).toBe(true);
      expect(edtfBounds(text)).toEqual({ earliest: lastMoment, latest: lastMoment });
      expect(edtfBounds(text.replace('Y', 'Y-'), 'Europe/Brussels')).toEqual({
        earliest: -lastMoment,
        latest: -lastMoment,
      });
    },
  );

  test('are open where the text is no date', () => {
    for (const text of ['', 'Monday', '2024-00', '..', '[..]', '2024-1', 'Y']) {
      expect(edtfBounds(text)).toEqual({});
    }
  });
});

describe('edtfBounds in a zone', () => {
  test.each([
    ['2024-10-28', 'Europe/Brussels', '2024-10-27T23:00:00.000Z', '2024-10-28T22:59:59.999Z'],
    ['2024-10-27', 'Europe/Brussels', '2024-10-26T22:00:00.000Z', '2024-10-27T22:59:59.999Z'],
    ['2024-03-31', 'Europe/Brussels', '2024-03-30T23:00:00.000Z', '2024-03-31T21:59:59.999Z'],
    ['2024-10', 'Asia/Seoul', '2024-09-30T15:00:00.000Z', '2024-10-31T14:59:59.999Z'],
    ['2024-10-28/..', 'America/New_York', '2024-10-28T04:00:00.000Z', ''],
    ['2024-10-28', '-04:30', '2024-10-28T04:30:00.000Z', '2024-10-29T04:29:59.999Z'],
    ['2024-10-28', '+02', '2024-10-27T22:00:00.000Z', '2024-10-28T21:59:59.999Z'],
    ['2024-10-28', 'Mars/Olympus', '2024-10-28T00:00:00.000Z', '2024-10-28T23:59:59.999Z'],
    ['1900-01-01', 'Africa/Monrovia', '1900-01-01T00:43:08.000Z', '1900-01-02T00:43:07.999Z'],
    ['2024-10-28T21:05:07', 'Europe/Brussels', '2024-10-28T20:05:07.000Z', '2024-10-28T20:05:07.999Z'],
    ['2024-10-28T21:05:07Z', 'Europe/Brussels', '2024-10-28T21:05:07.000Z', '2024-10-28T21:05:07.999Z'],
  ])('of %s in %s are %s and %s', (text, zone, earliest, latest) => {
    expect(told(text, zone)).toEqual([earliest, latest]);
  });

  test.each([
    ['an hour that comes twice', '2024-10-27T02:30', 'Europe/Brussels', '2024-10-27T00:30', '2024-10-27T01:30:59.999'],
    ['an hour that is left out', '2024-03-31T02:30', 'Europe/Brussels', '2024-03-31T01:00', '2024-03-31T01:00'],
    ['a day without midnight', '2024-04-26', 'Africa/Cairo', '2024-04-25T22:00', '2024-04-26T20:59:59.999'],
    ['a day with two midnights', '2024-11-03', 'America/Havana', '2024-11-03T04:00', '2024-11-04T04:59:59.999'],
    ['a day that was left out', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00', '2011-12-30T10:00'],
  ])('take %s', (_what, text, zone, earliest, latest) => {
    expect(told(text, zone)).toEqual([shown(Date.parse(`${earliest}Z`)), shown(Date.parse(`${latest}Z`))]);
  });

  test('hold each moment that the day has on the spot', () => {
    const zone = fc.constantFrom(
      'Europe/Brussels',
      'America/Havana',
      'Australia/Lord_Howe',
      'Africa/Cairo',
      'Asia/Seoul',
    );
    const moment = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2030, 0) });
    fc.assert(
      fc.property(zone, moment, (timeZone, at) => {
        const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
        const { earliest = NaN, latest = NaN } = edtfBounds(day.format(at), timeZone);
        expect([earliest <= at, at <= latest]).toEqual([true, true]);
        for (const outside of [earliest - 1, latest + 1]) expect(day.format(outside)).not.toBe(day.format(at));
      }),
    );
  });
});

describe('the bounds of any date', () => {
  test('are those of the first and the last day that its digits leave open', () => {
    const days = Array.from({ length: 3_653 }, (_, at) =>
      new Date(Date.UTC(2020, 0, at + 1)).toISOString().slice(0, 10),
    );
    fc.assert(
      fc.property(maskedDate('202'), (mask) => {
        const form = new RegExp(`^${mask.replaceAll('X', '.')}`);
        const meant = days.filter((day) => form.test(day));
        fc.pre(meant.length > 0);
        expect(told(mask)).toEqual([from(meant[0]!), to(meant.at(-1)!)]);
      }),
      { numRuns: 300 },
    );
  });

  test('are in order, in every zone, for every form of level 2', () => {
    const zone = fc.constantFrom(undefined, 'Europe/Brussels', 'Pacific/Apia', '+02:00', 'nowhere');
    fc.assert(
      fc.property(edtfText, zone, (text, zone) => {
        expect([text, isEdtf(text)]).toEqual([text, true]);
        const { earliest = -Infinity, latest = Infinity } = edtfBounds(text, zone);
        expect(earliest).toBeLessThanOrEqual(latest);
        for (const moment of [earliest, latest].filter(Number.isFinite)) {
          expect([Number.isInteger(moment), Math.abs(moment) <= lastMoment]).toEqual([true, true]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('lie within those of what holds it', () => {
    fc.assert(
      fc.property(wider, fc.constantFrom(undefined, 'Europe/Brussels', 'Africa/Cairo'), ([part, whole], zone) => {
        const { earliest = -Infinity, latest = Infinity } = edtfBounds(part, zone);
        const held = edtfBounds(whole, zone);
        expect([whole, held.earliest ?? -Infinity]).toEqual([whole, Math.min(held.earliest ?? -Infinity, earliest)]);
        expect([whole, held.latest ?? Infinity]).toEqual([whole, Math.max(held.latest ?? Infinity, latest)]);
      }),
      { numRuns: 500 },
    );
  });

  test('are found in no time where the text is as bad as it may be', () => {
    const worst = [
      `[${Array.from({ length: 18 }, () => 'XXX1-02-29').join()}]`,
      `{${Array.from({ length: 16 }, () => '0000..9999').join()}}`,
      `Y${'9'.repeat(198)}`,
      `${'9'.repeat(199)}Z`,
      'X'.repeat(200),
      '['.repeat(200),
      '..'.repeat(100),
    ];
    const start = performance.now();
    for (const text of worst) edtfBounds(text, 'Europe/Brussels');
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
