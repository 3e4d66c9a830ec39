import type { FactState, StoryState } from './story-state.js';

/**
 * The path of facts, each before the next and the last before the first, that `id` is part of, if there is one. A fact
 * said in a statement has that statement's time, so both are one point.
 */
export function findOrderCycle(facts: StoryState['facts'], id: string): readonly string[] | undefined {
  const later = new Map<string, string[]>();
  const follow = (earlier: string, after: string) => {
    const point = pointOf(facts, earlier);
    const list = later.get(point);
    if (list === undefined) later.set(point, [pointOf(facts, after)]);
    else list.push(pointOf(facts, after));
  };
  for (const [name, fact] of facts) {
    for (const next of fact.before) follow(name, next);
    for (const previous of fact.after) follow(previous, name);
  }
  const start = pointOf(facts, id);
  const cameFrom = new Map<string, string>();
  const open = [start];
  for (let point = open.pop(); point !== undefined; point = open.pop()) {
    for (const next of later.get(point) ?? []) {
      if (next === start) return pathTo(point, start, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, point);
      open.push(next);
    }
  }
  return undefined;
}

/** The statement whose time the fact has; the fact itself where it has its own. */
function pointOf(facts: StoryState['facts'], id: string): string {
  const seen = new Set<string>();
  let point = id;
  for (let fact: FactState | undefined = facts.get(id); fact?.saidIn !== undefined; fact = facts.get(point)) {
    if (seen.has(point)) return point;
    seen.add(point);
    point = fact.saidIn;
  }
  return point;
}

function pathTo(last: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [last];
  for (let point = last; point !== start;) {
    point = cameFrom.get(point) ?? start;
    path.unshift(point);
  }
  return path;
}
