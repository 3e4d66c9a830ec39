import { emptyRoot, nodeHash } from './hashes.js';

/** A tree without its history: the hashes of the whole subtrees of its leaves, the widest (leftmost) first. */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

/** A node that a new leaf completed: `level` 0 is the leaf itself. */
export interface NewNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Buffer;
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** Adds leaves by their hashes. `onNode` is told of every node that is complete then, children before parents. */
export function growFrontier(
  { size, hashes }: Frontier,
  leafHashes: readonly Buffer[],
  onNode: (node: NewNode) => void = () => undefined,
): Frontier {
  const stack = [...hashes];
  let index = size;
  for (const leaf of leafHashes) {
    let hash = leaf;
    let at = index;
    let level = 0;
    onNode({ level, index: at, hash });
    // Each 1 at the end of the binary size is a subtree that has waited for its sibling on the right.
    while (at % 2 === 1) {
      const left = stack.pop();
      if (left === undefined) throw new Error(`a frontier of size ${size} has too few hashes`);
      hash = nodeHash(left, hash);
      at = (at - 1) / 2;
      level += 1;
      onNode({ level, index: at, hash });
    }
    stack.push(hash);
    index += 1;
  }
  return { size: index, hashes: stack };
}

/** The root of the tree: what a checkpoint signs. */
export const rootOf = ({ hashes }: Frontier): Buffer => joinSubtrees(hashes);

/** The hash over whole subtrees of falling width, from the left. */
export function joinSubtrees(hashes: readonly Buffer[]): Buffer {
  const last = hashes.at(-1);
  if (last === undefined) return emptyRoot;
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}
