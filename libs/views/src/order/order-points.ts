import type { OrderPoint, Standing } from './order-point.js';
import { placePoints } from './place-points.js';
import type { PlacedPoint } from './place-points.js';

type Moments = Map<PlacedPoint, number | undefined>;

/**
 * Where each point stands. The order never contradicts what is said to come before or after what; nor does it the dates,
 * where these agree with that. Points in a circle, which no record has, follow the record.
 */
export function orderPoints(points: readonly OrderPoint[]): Map<string, Standing> {
  const forward = placePoints(points);
  const backward = forward.toReversed();
  const latest: Moments = new Map();
  const earliest: Moments = new Map();
  for (const one of backward) {
    latest.set(one, least(one.point.bounds.latest, momentsOf(one.later, latest)));
    earliest.set(one, ownMoment(one, earliest));
  }
  const at: Moments = new Map();
  for (const one of forward) at.set(one, greatest(earliest.get(one), momentsOf(one.earlier, at)));
  // What has no date still precedes what got one from another point that precedes that.
  for (const one of backward) at.set(one, at.get(one) ?? least(undefined, momentsOf(one.later, at)));
  const ranks = new Map<PlacedPoint, number>();
  const standings = new Map<string, Standing>();
  for (const one of forward) {
    const beside = one.earlier.filter((previous) => at.get(previous) === at.get(one));
    const rank = beside.reduce((rank, previous) => Math.max(rank, 1 + (ranks.get(previous) ?? 0)), 0);
    ranks.set(one, rank);
    standings.set(one.point.id, { at: at.get(one), rank, latest: latest.get(one) });
  }
  return standings;
}

/** The earliest that its date allows; without a beginning, as late as its end and what it precedes allow. */
function ownMoment({ point, later }: PlacedPoint, earliest: Moments): number | undefined {
  return point.bounds.earliest ?? least(point.bounds.latest, momentsOf(later, earliest));
}

const momentsOf = (points: readonly PlacedPoint[], moments: Moments) => points.map((one) => moments.get(one));

const pickOf =
  (pick: (a: number, b: number) => number) =>
  (first: number | undefined, others: readonly (number | undefined)[]): number | undefined =>
    others.reduce((a, b) => (a === undefined || b === undefined ? (a ?? b) : pick(a, b)), first);

const least = pickOf((a, b) => Math.min(a, b));
const greatest = pickOf((a, b) => Math.max(a, b));
