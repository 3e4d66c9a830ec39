/** What is linked to others of its kind in both directions. */
export interface Linked<Link> {
  readonly earlier: readonly Link[];
  readonly later: readonly Link[];
}

/**
 * For each, the one that stands for its circle: two have the same where each precedes the other. Alone, it stands for
 * itself. Kosaraju's two walks, each with its own stack, as chains may be longer than the call stack.
 */
export function circleOf<Link extends Linked<Link>>(links: readonly Link[]): ReadonlyMap<Link, Link> {
  const circles = new Map<Link, Link>();
  for (const root of finished(links).reverse()) {
    const open = circles.has(root) ? [] : [root];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      circles.set(one, root);
      for (const previous of one.earlier) if (!circles.has(previous)) open.push(previous);
    }
  }
  return circles;
}

/** Each behind all that it leads to, but for circles. */
function finished<Link extends Linked<Link>>(links: readonly Link[]): Link[] {
  const seen = new Set<Link>();
  const done: Link[] = [];
  for (const root of links) {
    const path = seen.has(root) ? [] : [{ link: root, next: 0 }];
    seen.add(root);
    for (let end = path.at(-1); end !== undefined; end = path.at(-1)) {
      const next = end.link.later[end.next++];
      if (next === undefined) {
        path.pop();
        done.push(end.link);
      } else if (!seen.has(next)) {
        seen.add(next);
        path.push({ link: next, next: 0 });
      }
    }
  }
  return done;
}
