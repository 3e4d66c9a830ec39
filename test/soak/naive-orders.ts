import { edtfBounds } from '#events';
import { recordIn, saidInEnd } from './naive-facts.js';
import type { NaiveFact, NaiveFacts } from './naive-facts.js';
import type { LedgerEvent } from './naive-fold.js';
import { kinds } from './naive-kinds.js';

export interface NaiveOrder {
  readonly key: string;
  readonly latest?: number;
}

/** The orders that an event gave to facts of its story, by their ids; undefined where a fact lost its own. */
export type NewOrders = ReadonlyMap<string, NaiveOrder | undefined>;

interface Story {
  readonly facts: NaiveFacts;
  readonly orders: Map<string, NaiveOrder>;
  hasEdges: boolean;
}

interface When {
  readonly edtf?: string;
  readonly zone?: string;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

const timed = ['source', 'estimate', 'statement', 'claim', 'position', 'occurrence'];
const isTimed = ({ type }: NaiveFact) => timed.includes(kinds[type] ?? '');

const earliestInstant = 8_640_000_000_000_000n;

/** What every event that gives or moves orders does, by position. */
export function naiveOrders(events: readonly LedgerEvent[]): ReadonlyMap<number, NewOrders> {
  const stories = new Map<string, Story>();
  const moves = new Map<number, NewOrders>();
  for (const event of events) {
    const story: Story = stories.get(event.story) ?? { facts: new Map(), orders: new Map(), hasEdges: false };
    stories.set(event.story, story);
    const { facts, orders } = story;
    const { fact: id, corrected } = recordIn(facts, event);
    const fact = facts.get(id);
    if (fact === undefined || event.type === 'FactRetracted' || !isTimed(fact)) continue;
    const isCorrection = event.type === 'FactCorrected';
    if (isCorrection && !corrected.some((name) => ['when', 'published', 'saidIn', 'by'].includes(name))) continue;
    const edged = hasEdges(fact);
    story.hasEdges ||= edged;
    // Nothing names a new fact yet, so without edges of its own it stands alone; so does all of a story without any.
    const isAlone = isCorrection ? !story.hasEdges : !edged;
    const now = ordersOf(isAlone ? new Map([[id, fact]]) : facts);
    const moved = new Map<string, NaiveOrder | undefined>();
    for (const one of isAlone ? [id] : facts.keys()) {
      const order = now.get(one);
      if (JSON.stringify(order) === JSON.stringify(orders.get(one))) continue;
      moved.set(one, order);
      if (order === undefined) orders.delete(one);
      else orders.set(one, order);
    }
    moves.set(event.position, moved);
  }
  return moves;
}

const whenOf = ({ type, data }: NaiveFact) => (data[type === 'SourceFiled' ? 'published' : 'when'] ?? {}) as When;

function hasEdges(fact: NaiveFact): boolean {
  const { before, after } = whenOf(fact);
  return before !== undefined || after !== undefined;
}

/** The order of each fact that has one, by the definition. Runs for ever deeper where facts come before themselves. */
function ordersOf(facts: NaiveFacts): Map<string, NaiveOrder> {
  const points = [...facts.keys()].filter((id) => pointOf(facts, id) === id);
  const next = new Map(points.map((point) => [point, new Set<string>()]));
  const previous = new Map(points.map((point) => [point, new Set<string>()]));
  const isBefore = (one: string, other: string) => {
    const [from, to] = [pointOf(facts, one), pointOf(facts, other)];
    if (from === undefined || to === undefined || from === to) return;
    next.get(from)?.add(to);
    previous.get(to)?.add(from);
  };
  for (const [id, fact] of facts) {
    for (const later of whenOf(fact).before ?? []) isBefore(id, later);
    for (const earlier of whenOf(fact).after ?? []) isBefore(earlier, id);
  }
  const bounds = new Map(points.map((point) => [point, boundsOf(facts.get(point))]));
  const after = (point: string) => [...(next.get(point) ?? [])];
  const before = (point: string) => [...(previous.get(point) ?? [])];
  const base = once((point): number | undefined => {
    const { earliest, latest } = bounds.get(point) ?? {};
    return earliest ?? least([latest, ...after(point).map(base)]);
  });
  const pushed = once((point): number | undefined => most([base(point), ...before(point).map(pushed)]));
  // What has no time still comes before what was pushed to one.
  const at = once((point): number | undefined => pushed(point) ?? least(after(point).map(at)));
  const rank = once((point): number => {
    const equal = before(point).filter((one) => at(one) === at(point));
    return equal.length === 0 ? 0 : 1 + Math.max(...equal.map(rank));
  });
  const latest = once((point): number | undefined => least([bounds.get(point)?.latest, ...after(point).map(latest)]));
  return new Map(
    points.map((point) => {
      const end = latest(point);
      const key = `${digits(at(point))}-${String(rank(point)).padStart(5, '0')}`;
      return [point, { key, ...(end === undefined ? {} : { latest: end }) }];
    }),
  );
}

/** Undefined where nothing tells that it was said or happened at some time. */
function pointOf(facts: NaiveFacts, id: string): string | undefined {
  const point = saidInEnd(facts, id);
  const fact = facts.get(point);
  if (fact === undefined || !isTimed(fact)) return undefined;
  return fact.type === 'ClaimRaised' && !('by' in fact.data) && !('when' in fact.data) ? undefined : point;
}

function boundsOf(fact: NaiveFact | undefined): { readonly earliest?: number; readonly latest?: number } {
  const { edtf, zone } = fact === undefined ? {} : whenOf(fact);
  return edtf === undefined ? {} : edtfBounds(edtf, zone);
}

const digits = (at: number | undefined) =>
  at === undefined ? '~' : String(BigInt(at) + earliestInstant).padStart(17, '0');

const known = (times: readonly (number | undefined)[]) => times.filter((time) => time !== undefined);
const least = (times: readonly (number | undefined)[]) => known(times).toSorted((one, other) => one - other)[0];
const most = (times: readonly (number | undefined)[]) => known(times).toSorted((one, other) => other - one)[0];

function once<T>(work: (point: string) => T): (point: string) => T {
  const done = new Map<string, T>();
  return (point) => {
    if (!done.has(point)) done.set(point, work(point));
    return done.get(point) as T;
  };
}
