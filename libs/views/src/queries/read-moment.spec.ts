import { readMoment } from './resolve-moment.js';

describe('readMoment', () => {
  test.each([
    ['0', 0],
    ['120', 120],
    ['007', 7],
    ['123456789012345', 123_456_789_012_345],
  ])('reads %s as a position', (text, position) => {
    expect(readMoment(text)).toEqual({ by: 'position', position });
  });

  test.each([
    ['version:0', 0],
    ['version:3', 3],
    ['version:123456789', 123_456_789],
  ])('reads %s', (text, version) => {
    expect(readMoment(text)).toEqual({ by: 'version', version });
  });

  test.each([
    ['2024-10-28', '2024-10-28T00:00:00.000Z'],
    ['2024-10-28T21:05Z', '2024-10-28T21:05:00.000Z'],
    ['2024-10-28T21:05:59Z', '2024-10-28T21:05:59.000Z'],
    ['2024-10-28T21:05:59.123456Z', '2024-10-28T21:05:59.123Z'],
    ['2024-10-28T23:05:00+02:00', '2024-10-28T21:05:00.000Z'],
    ['2024-02-29T00:00:00-05:30', '2024-02-29T05:30:00.000Z'],
  ])('reads the time %s', (text, instant) => {
    const moment = readMoment(text);
    expect(moment).toMatchObject({ by: 'time' });
    expect(moment?.by === 'time' && new Date(moment.at).toISOString()).toBe(instant);
  });

  test('keeps the microseconds of a time: it is compared with times that have them', () => {
    expect(readMoment('2024-10-28T21:05:59.123456Z')).toEqual({ by: 'time', at: '2024-10-28T21:05:59.123456Z' });
  });

  test.each([
    '',
    ' 1',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '1234567890123456',
    'version',
    'version:',
    'version:-1',
    'version:1.0',
    'version:1234567890',
    'Version:1',
    'now',
    'yesterday',
    '28 October 2024',
    '2024-10',
    '2024-10-28T21',
    '2024-10-28T21:05',
    '2024-10-28 21:05:00Z',
    '2024-10-28T21:05:00z',
    '2024-10-28T21:05:00.1234567Z',
    '2024-13-01',
    '2024-10-32',
    '2024-10-28T25:00:00Z',
    '2024-10-28T21:60:00Z',
    '2024-10-28\n',
  ])('does not read %j', (text) => {
    expect(readMoment(text)).toBeUndefined();
  });

  test.each(['2024-02-30', '2023-02-29', '2024-04-31T12:00:00Z', '2024-11-31T23:59:59+01:00'])(
    'does not read %s: no calendar has that day',
    (text) => {
      expect(readMoment(text)).toBeUndefined();
    },
  );

  test.each(['0000-01-01', '2024-10-28T21:05:00+23:59', '2024-10-28T21:05:00-16:00'])(
    'does not read %s, which no database can compare with a time',
    (text) => {
      expect(readMoment(text)).toBeUndefined();
    },
  );
});
