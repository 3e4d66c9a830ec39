import type { Standing } from './order-point.js';

const lastMoment = 8_640_000_000_000_000n;
const greatestRank = 99_999;

/**
 * A standing as a text, so that one index with collation "C" holds the order and a page goes on behind the last key.
 * Moments are counted from the first that a Date can hold, as a sign would not sort, and padded, as "10" is less than
 * "9"; 17 digits are more than a number holds exactly. "~" sorts behind every digit: what has no moment comes last.
 * Ranks beyond the last are one: they fall back to the order of the record.
 */
export function orderKey({ at, rank }: Pick<Standing, 'at' | 'rank'>): string {
  const moment = at === undefined ? '~' : (BigInt(at) + lastMoment).toString().padStart(17, '0');
  return `${moment}-${String(Math.min(rank, greatestRank)).padStart(5, '0')}`;
}
