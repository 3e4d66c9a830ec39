/** The first and last moment that a Date can hold, counted from 0. */
export const lastMoment = 8.64e15;

/** Years beyond what a Date can hold are its first or last moment. */
export function yearStart(year: number): number {
  return dayStart(year, 0, 1) ?? (year < 0 ? -lastMoment : lastMoment);
}

export function yearEnd(year: number): number {
  const next = dayStart(year + 1, 0, 1);
  return next === undefined ? yearStart(year + 1) : next - 1;
}

/** `month` counts from 0, and may run into the next year. */
export function monthStart(year: number, month: number): number {
  return dayStart(year + Math.floor(month / 12), month % 12, 1) ?? yearStart(year);
}

/** Undefined where there is no such day. Not Date.UTC, which takes the year 24 for 1924. */
export function dayStart(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.getUTCMonth() === month && date.getUTCDate() === day ? date.getTime() : undefined;
}
