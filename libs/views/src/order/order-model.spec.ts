import fc from 'fast-check';
import type { DateBounds } from '#events';
import { orderKey } from './order-key.js';
import type { OrderPoint, Standing } from './order-point.js';
import { orderPoints } from './order-points.js';
import { closureOf, comesBefore, contradicted, datedOrder, hasCircle, idsInOrder, saidOrder } from './order-oracle.js';

const moment = fc.integer({ min: -3, max: 12 });
const dates: fc.Arbitrary<DateBounds> = fc.oneof(
  fc.constant({}),
  moment.map((earliest) => ({ earliest })),
  moment.map((latest) => ({ latest })),
  fc.tuple(moment, fc.nat(4)).map(([earliest, length]) => ({ earliest, latest: earliest + length })),
);

interface Sketch {
  readonly bounds: DateBounds;
  readonly place: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}
const links = fc.array(fc.nat(8), { maxLength: 2 });
const sketches = fc.array(fc.record({ bounds: dates, place: fc.nat(1_000), before: links, after: links }), {
  minLength: 1,
  maxLength: 9,
});

/** Points with any links at all, or, without circles, with those alone that lead on in the list. */
function pointsOf(drawn: readonly Sketch[], mayCircle: boolean): OrderPoint[] {
  const places = drawn.map((_, at) => at).sort((a, b) => (drawn[a]?.place ?? 0) - (drawn[b]?.place ?? 0) || a - b);
  const ids = (at: number, numbers: readonly number[], step: 1 | -1) =>
    numbers.filter((other) => mayCircle || (other - at) * step > 0).map((other) => `p${other}`);
  return drawn.map(({ bounds, before, after }, at) => ({
    id: `p${at}`,
    position: places.indexOf(at) + 1,
    bounds,
    before: ids(at, before, 1),
    after: ids(at, after, -1),
  }));
}

const acyclic = sketches.map((drawn) => pointsOf(drawn, false));
const any = sketches.map((drawn) => pointsOf(drawn, true));
const runs = { numRuns: 3_000 };

describe('any points', () => {
  test('never stand against what is said to come before or after', () => {
    fc.assert(
      fc.property(acyclic, (points) => {
        const said = closureOf(points, saidOrder(points));
        expect([hasCircle(points, said), contradicted(points, said)]).toEqual([false, []]);
      }),
      runs,
    );
  });

  test('never stand against the dates, where these agree with what is said', () => {
    let agreeing = 0;
    fc.assert(
      fc.property(acyclic, (points) => {
        const all = closureOf(points, saidOrder(points), datedOrder(points));
        if (hasCircle(points, all)) return;
        agreeing += 1;
        // Closed with the dates, as what is said in between carries them on.
        expect(contradicted(points, all)).toEqual([]);
      }),
      runs,
    );
    expect(agreeing).toBeGreaterThan(runs.numRuns / 4);
  });

  test('in circles keep all that is said but the circles', () => {
    fc.assert(
      fc.property(any, (points) => {
        const closed = closureOf(points, saidOrder(points));
        const turned = (said: string) => said.split('<').reverse().join('<');
        const outside = [...saidOrder(points)].filter((said) => !closed.has(turned(said)));
        expect(contradicted(points, new Set(outside))).toEqual([]);
      }),
      runs,
    );
  });

  test('stand where they stand in whichever order they are given', () => {
    const shuffled = any.chain((points) =>
      fc.tuple(fc.constant(points), fc.shuffledSubarray(points, { minLength: points.length })),
    );
    fc.assert(
      fc.property(shuffled, ([points, again]) => {
        expect([...orderPoints(again)].sort()).toEqual([...orderPoints(points)].sort());
        expect(idsInOrder(again)).toEqual(idsInOrder(points));
      }),
    );
  });

  test('stand where they stood when a point without links is added', () => {
    fc.assert(
      fc.property(any, dates, (points, bounds) => {
        const more = [...points, { id: 'new', position: 99, bounds, before: [], after: [] }];
        expect([...orderPoints(more)].filter(([id]) => id !== 'new').sort()).toEqual([...orderPoints(points)].sort());
      }),
    );
  });

  test('stand in one strict order, and their keys with their positions in the same', () => {
    fc.assert(
      fc.property(any, (points) => {
        const standings = orderPoints(points);
        const all = points.map(({ id, position }) => ({ ...(standings.get(id) as Standing), position }));
        for (const a of all) {
          for (const b of all) {
            expect(Number(comesBefore(a, b)) + Number(comesBefore(b, a))).toBe(a === b ? 0 : 1);
            const [one, other] = [orderKey(a), orderKey(b)];
            expect(one < other || (one === other && a.position < b.position)).toBe(comesBefore(a, b));
          }
        }
      }),
    );
  });

  test('have no later last moment than their own and that of all they precede', () => {
    fc.assert(
      fc.property(acyclic, (points) => {
        const said = closureOf(points, saidOrder(points));
        const standings = orderPoints(points);
        for (const one of points) {
          const bounding = points.filter((other) => other === one || said.has(`${one.id}<${other.id}`));
          const least = Math.min(...bounding.map(({ bounds }) => bounds.latest ?? Infinity));
          expect(standings.get(one.id)?.latest ?? Infinity).toBe(least);
        }
      }),
    );
  });
});
