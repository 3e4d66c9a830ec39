import { joinSubtrees } from './frontier.js';
import { nodeHash } from './hashes.js';
import { splitOf } from './subtrees.js';
import type { LeafSpan, NodePlace } from './subtrees.js';

/** Leaves side by side that are known by one hash: one of them, or a whole subtree. */
export interface JoinedLeaves {
  readonly leaves: number;
  readonly hash: Buffer;
}

/** A tree that grows from the left by leaves and by whole subtrees whose leaves nobody shows. */
export class JoinedTree {
  private readonly waiting: JoinedLeaves[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Answers false where such a subtree cannot begin here, and leaves the tree as it is. */
  push({ leaves, hash }: JoinedLeaves): boolean {
    if (!isPowerOfTwo(leaves) || this.count % leaves !== 0) return false;
    this.count += leaves;
    let joined: JoinedLeaves = { leaves, hash };
    for (let left = this.waiting.at(-1); left?.leaves === joined.leaves; left = this.waiting.at(-1)) {
      this.waiting.pop();
      joined = { leaves: 2 * joined.leaves, hash: nodeHash(left.hash, joined.hash) };
    }
    this.waiting.push(joined);
    return true;
  }

  root(): Buffer {
    return joinSubtrees(this.waiting.map(({ hash }) => hash));
  }
}

/** The fewest whole subtrees that cover any span of leaves, from the left. */
export function coverOf({ begin, end }: LeafSpan): NodePlace[] {
  const places: NodePlace[] = [];
  for (let at = begin; at < end;) {
    let [width, level] = [1, 0];
    while (at % (2 * width) === 0 && at + 2 * width <= end) [width, level] = [2 * width, level + 1];
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
}

const isPowerOfTwo = (count: number): boolean =>
  Number.isSafeInteger(count) && count > 0 && (count === 1 || 2 * splitOf(count) === count);
