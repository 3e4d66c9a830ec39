import { circleOf } from './circle-of.js';
import type { OrderPoint } from './order-point.js';

/** A point with the points that it directly precedes and follows. */
export interface PlacedPoint {
  readonly point: OrderPoint;
  earlier: readonly PlacedPoint[];
  later: readonly PlacedPoint[];
}

/** The points, each behind all that precede it. */
export function placePoints(points: readonly OrderPoint[]): readonly PlacedPoint[] {
  const placed = linkPoints(points);
  const sorted = sortPoints(placed);
  if (sorted.length === placed.length) return sorted;
  openCircles(placed);
  return sortPoints(placed);
}

function linkPoints(points: readonly OrderPoint[]): readonly PlacedPoint[] {
  const links = points.map((point) => ({ point, earlier: [] as PlacedPoint[], later: [] as PlacedPoint[] }));
  const byId = new Map(links.map((link) => [link.point.id, link]));
  for (const link of links) {
    for (const id of link.point.before) {
      const next = byId.get(id);
      next?.earlier.push(link);
      if (next !== undefined) link.later.push(next);
    }
    for (const id of link.point.after) {
      const previous = byId.get(id);
      previous?.later.push(link);
      if (previous !== undefined) link.earlier.push(previous);
    }
  }
  return links;
}

/** Without those that stand in a circle, or behind one. */
function sortPoints(placed: readonly PlacedPoint[]): readonly PlacedPoint[] {
  const waitsFor = new Map(placed.map((one) => [one, one.earlier.length]));
  const sorted = placed.filter(({ earlier }) => earlier.length === 0);
  // The list grows while it is walked.
  for (const one of sorted) {
    for (const next of one.later) {
      const left = (waitsFor.get(next) ?? 0) - 1;
      waitsFor.set(next, left);
      if (left === 0) sorted.push(next);
    }
  }
  return sorted;
}

/** What is recorded is refused before it makes a circle; should there be one, its points follow the record. */
function openCircles(placed: readonly PlacedPoint[]): void {
  const circles = circleOf(placed);
  const holds = (earlier: PlacedPoint, later: PlacedPoint) =>
    circles.get(earlier) !== circles.get(later) || isRecordedBefore(earlier.point, later.point);
  for (const one of placed) {
    one.earlier = one.earlier.filter((previous) => holds(previous, one));
    one.later = one.later.filter((next) => holds(one, next));
  }
}

const isRecordedBefore = (a: OrderPoint, b: OrderPoint) =>
  a.position === b.position ? a.id < b.id : a.position < b.position;
