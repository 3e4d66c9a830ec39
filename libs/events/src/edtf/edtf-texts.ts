import fc from 'fast-check';

const padded = (min: number, max: number, places: number) =>
  fc.integer({ min, max }).map((value) => String(value).padStart(places, '0'));

const sign = fc.constantFrom('', '', '', '-');
const year = fc.tuple(sign, padded(1, 9999, 4)).map((parts) => parts.join(''));
const month = padded(1, 12, 2);
const monthDay = fc.tuple(month, padded(1, 28, 2)).map((parts) => parts.join('-'));
const qualifier = fc.constantFrom('', '?', '~', '%');

const day = fc.tuple(year, monthDay).map((parts) => parts.join('-'));
const calendarDate = fc.oneof(
  year,
  fc.tuple(year, month).map((parts) => parts.join('-')),
  day,
);

/** A date within a decade such as 202, whose digits may be left open. */
export const maskedDate = (decade: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constant(decade),
      fc.constantFrom('X', '0', '1', '3', '4', '8', '9'),
      fc.oneof(
        fc.constantFrom(
          '',
          '-XX',
          '-0X',
          '-1X',
          '-X1',
          '-X2',
          '-XX-XX',
          '-XX-31',
          '-X2-30',
          '-X1-31',
          '-02-29',
          '-02-XX',
        ),
        fc
          .tuple(fc.constantFrom('XX', '0X', '02', '12'), fc.constantFrom('XX', '1X', 'X9', '28', 'X1', '2X'))
          .map(([month, day]) => `-${month}-${day}`),
      ),
    )
    .map((parts) => parts.join(''))
    .filter((date) => !/^\d{4}-02-29$/.test(date));

const openDate = fc.oneof(
  maskedDate('202'),
  fc
    .tuple(sign, fc.constantFrom('20XX', '2XXX', 'XXXX', 'X9X9'), fc.constantFrom('', '-XX', '-1X', '-XX-XX', '-02-2X'))
    .map((parts) => parts.join('')),
);

const qualified = fc
  .tuple(year, qualifier, month, qualifier, padded(1, 28, 2), qualifier)
  .map(([year, a, month, b, day, c]) => `${a}${year}-${b}${month}-${c}${day}`);
const inDoubt = fc.oneof(
  qualified,
  fc.tuple(calendarDate, qualifier).map((parts) => parts.join('')),
);
// Within intervals and sets, the grammar takes a qualifier before what it is about, and no single one behind the date.
const member = fc.oneof(calendarDate, qualified, openDate);

const time = fc
  .tuple(
    day,
    padded(0, 23, 2),
    padded(0, 59, 2),
    fc.option(fc.tuple(padded(0, 59, 2), fc.constantFrom('', '.5', '.123456')).map((parts) => parts.join(''))),
    fc.constantFrom('', 'Z', '+05:30', '-0430', '\u221204', '+14:00'),
  )
  .map(
    ([day, hour, minute, second, offset]) => `${day}T${hour}:${minute}${second === null ? '' : `:${second}`}${offset}`,
  );

const longYear = fc
  .tuple(
    fc.constantFrom('Y', 'Y-'),
    fc.oneof(
      fc.integer({ min: 10_000, max: 999_999_999 }).map(String),
      fc.tuple(fc.nat(9_999), fc.nat(400)).map((parts) => parts.join('E')),
    ),
    fc.constantFrom('', 'S1', 'S3', 'S9'),
  )
  .map((parts) => parts.join(''));
const season = fc.tuple(year, fc.integer({ min: 21, max: 41 })).map((parts) => parts.join('-'));
const years = fc.tuple(sign, fc.oneof(padded(1, 99, 2), padded(1, 999, 3)), qualifier).map((parts) => parts.join(''));
const figures = fc.tuple(year, fc.constantFrom('S1', 'S2', 'S9')).map((parts) => parts.join(''));

const end = fc.oneof(member, fc.constantFrom('', '..'));
const interval = fc.tuple(fc.oneof(end, time), fc.oneof(end, time)).map((parts) => parts.join('/'));
const consecutive = fc.oneof(
  fc.tuple(year, year).map((parts) => parts.join('..')),
  fc.tuple(day, day).map((parts) => parts.join('..')),
);
const set = fc
  .tuple(
    fc.boolean(),
    fc.constantFrom('', '..'),
    fc.array(fc.oneof(member, consecutive), { minLength: 1, maxLength: 4 }),
    fc.constantFrom(',', ', ', ' , '),
    fc.constantFrom('', '..'),
  )
  .map(([isOne, before, members, comma, after]) =>
    isOne ? `[${before}${members.join(comma)}${after}]` : `{${before}${members.join(comma)}${after}}`,
  );

/** A text of any form that level 2 has. */
export const edtfText = fc.oneof(
  calendarDate,
  inDoubt,
  openDate,
  time,
  longYear,
  season,
  years,
  figures,
  interval,
  set,
);

/** A date, and a text that means a time which holds it. */
export const wider: fc.Arbitrary<readonly [part: string, whole: string]> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 9999 }), month, padded(1, 28, 2)).chain(([number, month, dayOfMonth]) => {
    const year = String(number).padStart(4, '0');
    const holders = [
      `${year}-${month}`,
      year,
      `${year}-${month}-XX`,
      `${year}-${month}-${dayOfMonth.slice(0, 1)}X`,
      `${year}-${month.slice(0, 1)}X`,
      `${year}-XX-${dayOfMonth}`,
      `XX${year.slice(2)}-XX-XX`,
      `${year.slice(0, 3)}X`,
      `${year.slice(0, 2)}XX`,
      year.slice(0, 3),
      year.slice(0, 2),
      `${year}-${Number(month) < 7 ? 40 : 41}`,
    ];
    const part = fc
      .constantFrom('', 'T10:30', 'T10:30:15', 'T23:59:59')
      .map((time) => `${year}-${month}-${dayOfMonth}${time}`);
    return fc.tuple(part, fc.constantFrom(...holders));
  }),
  fc.tuple(member, set).map(([part, set]) => [part, `{${part},${set.slice(1, -1)}}`.replace(',..', ',')] as const),
  fc.tuple(member, fc.constantFrom(' /..', '../ ')).map(([part, form]) => [part, form.replace(' ', part)] as const),
);
