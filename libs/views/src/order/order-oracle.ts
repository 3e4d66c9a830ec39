import type { OrderPoint, Standing } from './order-point.js';
import { orderPoints } from './order-points.js';

/** The order that readers see, by definition rather than by key. */
export function comesBefore(a: Standing & { position: number }, b: Standing & { position: number }): boolean {
  if (a.at !== b.at) return b.at === undefined || (a.at !== undefined && a.at < b.at);
  return a.rank === b.rank ? a.position < b.position : a.rank < b.rank;
}

/** The ids of the points in order. */
export function idsInOrder(points: readonly OrderPoint[]): string[] {
  const standings = orderPoints(points);
  const standing = ({ id, position }: OrderPoint) => ({ ...(standings.get(id) as Standing), position });
  return points.toSorted((a, b) => (comesBefore(standing(a), standing(b)) ? -1 : 1)).map(({ id }) => id);
}

type Relation = ReadonlySet<string>;
const pair = (a: OrderPoint, b: OrderPoint) => `${a.id}<${b.id}`;

/** What the points themselves say: each pair of which one directly precedes the other. */
export function saidOrder(points: readonly OrderPoint[]): Relation {
  const said = points.flatMap((a) =>
    points.filter((b) => a !== b && (a.before.includes(b.id) || b.after.includes(a.id))).map((b) => pair(a, b)),
  );
  return new Set(said);
}

/** Each pair whose dates leave no doubt. */
export function datedOrder(points: readonly OrderPoint[]): Relation {
  const dated = points.flatMap(({ bounds: { latest = Infinity }, ...a }) =>
    points.filter(({ bounds: { earliest = -Infinity } }) => latest < earliest).map((b) => `${a.id}<${b.id}`),
  );
  return new Set(dated);
}

/** Everything that follows, by trying every point between every two (Warshall). */
export function closureOf(points: readonly OrderPoint[], ...relations: readonly Relation[]): Relation {
  const closed = new Set(relations.flatMap((relation) => [...relation]));
  for (const via of points) {
    for (const a of points) {
      for (const b of points) if (closed.has(pair(a, via)) && closed.has(pair(via, b))) closed.add(pair(a, b));
    }
  }
  return closed;
}

export const hasCircle = (points: readonly OrderPoint[], closed: Relation): boolean =>
  points.some((point) => closed.has(pair(point, point)));

/** The pairs of a relation that the order turns round. */
export function contradicted(points: readonly OrderPoint[], relation: Relation): string[] {
  const place = new Map(idsInOrder(points).map((id, at) => [id, at] as const));
  return [...relation].filter((said) => {
    const [a = '', b = ''] = said.split('<');
    return (place.get(a) ?? 0) >= (place.get(b) ?? 0);
  });
}
