import { dayStart } from './calendar.js';

/** A day whose digits may be "X": 202X-1X-XX. */
export interface DayMask {
  readonly isNegative: boolean;
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

const upTo = (last: number) => Array.from({ length: last }, (_, at) => String(at + 1).padStart(2, '0'));
const months = upTo(12);
const days = upTo(31);

/** The start of the first day that the mask leaves possible, if there is such a day in any calendar. */
export function firstDay(mask: DayMask): number | undefined {
  const { isNegative, year } = mask;
  return foundDay(mask, yearsOf(year, isNegative), fitting(months, mask.month), fitting(days, mask.day));
}

/** The start of the last one. */
export function lastDay(mask: DayMask): number | undefined {
  const { isNegative, year } = mask;
  return foundDay(
    mask,
    yearsOf(year, !isNegative),
    fitting(months, mask.month).reverse(),
    fitting(days, mask.day).reverse(),
  );
}

function foundDay(
  { isNegative }: DayMask,
  ofYears: Iterable<number>,
  ofMonths: readonly number[],
  ofDays: readonly number[],
): number | undefined {
  for (const year of ofYears) {
    for (const month of ofMonths) {
      for (const day of ofDays) {
        const start = dayStart(isNegative ? -year : year, month - 1, day);
        if (start !== undefined) return start;
      }
    }
  }
  return undefined;
}

function fitting(numbers: readonly string[], mask: string): number[] {
  // Nearly every date has all its digits, and a view is folded from a million of them.
  if (!mask.includes('X')) return numbers.includes(mask) ? [Number(mask)] : [];
  const form = new RegExp(`^${mask.replaceAll('X', '.')}$`);
  return numbers.filter((digits) => form.test(digits)).map(Number);
}

/** Year after year, as only the first or last is wanted, or the first or last leap year: XXXX stands for 10,000. */
function* yearsOf(mask: string, isDown: boolean): Generator<number> {
  const places = mask.split('X').length - 1;
  const count = 10 ** places;
  for (let nth = 0; nth < count; nth++) {
    const digits = String(isDown ? count - 1 - nth : nth).padStart(places, '0');
    let place = 0;
    yield Number(mask.replaceAll('X', () => digits.charAt(place++)));
  }
}
