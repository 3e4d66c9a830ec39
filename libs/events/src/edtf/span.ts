import { firstDay, lastDay } from './open-digits.js';
import { monthStart, yearEnd, yearStart } from './calendar.js';

/** The first and the last millisecond, as a clock on the spot shows them; fixed where the text itself names an offset. */
export interface Span {
  readonly first: number;
  readonly last: number;
  readonly fixed: boolean;
}

const dayMs = 86_400_000;
const dayForm = /^(-?)([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?$/;
const seasonForm = /^(-?\d{4})-(2[1-9]|3\d|4[01])$/;
const yearsForm = /^(-?\d{2,3})$/;
const yearForm = /^Y?(-?)(\d+)(?:E(\d+))?(?:S(\d))?$/;
const timeForm = /^(-?\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|(?:[+\-\u2212]\d\d(?::?[0-5]\d)?))?$/;

/** What one date covers, its qualifiers taken away. */
export function spanOf(date: string): Span | undefined {
  return seasonSpan(date) ?? daySpan(date) ?? timeSpan(date) ?? yearsSpan(date) ?? yearSpan(date);
}

function daySpan(date: string): Span | undefined {
  const [, sign, year, month = 'XX', day = 'XX'] = dayForm.exec(date) ?? [];
  if (year === undefined) return undefined;
  const isNegative = sign === '-';
  // The grammar takes a 29 February of years that have none, where a qualifier or an open digit stands in it.
  const mask = { isNegative, year, month, day };
  const first = firstDay(mask) ?? firstDay({ ...mask, day: 'XX' });
  const last = lastDay(mask) ?? lastDay({ ...mask, day: 'XX' });
  return first === undefined || last === undefined ? undefined : { first, last: last + dayMs - 1, fixed: false };
}

function timeSpan(date: string): Span | undefined {
  const [, day, hour, minute, second, fraction = '', offset] = timeForm.exec(date) ?? [];
  const start = day === undefined ? undefined : daySpan(day)?.first;
  if (start === undefined) return undefined;
  const at = start + (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second ?? 0) * 1_000;
  const shift = offset === undefined ? 0 : offsetMs(offset);
  const precise = fraction.slice(0, 3);
  const first = at - shift + Number(precise.padEnd(3, '0'));
  const last = at - shift + (second === undefined ? 59_999 : Number(precise.padEnd(3, '9')));
  return { first, last, fixed: offset !== undefined };
}

/** Of "Z", "+02", "+0200" or "+02:00"; a minus may be the typographic one. */
export function offsetMs(offset: string): number {
  const [hours = 0, minutes = 0] = (offset.slice(1).match(/\d\d/g) ?? []).map(Number);
  return (offset.startsWith('+') ? 1 : -1) * (hours * 60 + minutes) * 60_000;
}

/** Two digits are a century and three a decade, by the years before their last digits: "-19" begins in the year -1900. */
function yearsSpan(date: string): Span | undefined {
  if (!yearsForm.test(date)) return undefined;
  const length = date.replace('-', '').length === 2 ? 100 : 10;
  return yearsBetween(Number(date) * length, Number(date) * length + length - 1);
}

/** "S3" leaves open all but three digits. */
function yearSpan(date: string): Span | undefined {
  const [, sign, digits, exponent = '0', significant] = yearForm.exec(date) ?? [];
  if (digits === undefined) return undefined;
  const year = Math.min(Number(`${digits}e${exponent}`), 1e15);
  const unit = significant === undefined ? 1 : 10 ** Math.max(0, String(year).length - Number(significant));
  const least = Math.floor(year / unit) * unit;
  const greatest = least + unit - 1;
  return sign === '-' ? yearsBetween(-greatest, -least) : yearsBetween(least, greatest);
}

const yearsBetween = (from: number, to: number): Span => ({
  first: yearStart(from),
  last: yearEnd(to),
  fixed: false,
});

type Months = readonly [first: number, count: number];
const split = (parts: number) => Array.from({ length: parts }, (_, at): Months => [(at * 12) / parts, 12 / parts]);

// The whole months that a season has days in, by the calendar as by the sun. Where no hemisphere is named, the northern
// one is meant, as in most news; a season over the turn of the year belongs to the year in which it begins.
const northern: readonly Months[] = [
  [2, 4],
  [5, 4],
  [8, 4],
  [11, 4],
];
const southern = [...northern.slice(2), ...northern.slice(0, 2)];
const seasons: readonly Months[] = [...northern, ...northern, ...southern, ...split(4), ...split(3), ...split(2)];

function seasonSpan(date: string): Span | undefined {
  const [, year, code] = seasonForm.exec(date) ?? [];
  const season = seasons[Number(code) - 21];
  if (season === undefined) return undefined;
  const [month, count] = season;
  return {
    first: monthStart(Number(year), month),
    last: monthStart(Number(year), month + count) - 1,
    fixed: false,
  };
}
