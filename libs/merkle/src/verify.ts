import { emptyRoot, isHash, nodeHash } from './hashes.js';
import { widestWithin } from './subtrees.js';

export interface Inclusion {
  /** From 0: position - 1. */
  readonly index: number;
  readonly size: number;
  readonly leafHash: Buffer;
  readonly root: Buffer;
}

export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Buffer;
  readonly toRoot: Buffer;
}

/** Whether the proof shows that the leaf is in the tree of that root, as RFC 9162, 2.1.3.2 checks it. */
export function verifyInclusion({ index, size, leafHash, root }: Inclusion, proof: readonly Buffer[]): boolean {
  if (!areCounts(index, size) || index >= size || ![leafHash, root, ...proof].every(isHash)) return false;
  let hash = leafHash;
  let [at, last] = [index, size - 1];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash.equals(root);
}

/** Whether the proof shows that the later tree begins with all leaves of the earlier, as RFC 9162, 2.1.4.2 checks it. */
export function verifyConsistency({ from, to, fromRoot, toRoot }: Consistency, proof: readonly Buffer[]): boolean {
  if (!areCounts(from, to) || from > to || ![fromRoot, toRoot, ...proof].every(isHash)) return false;
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  if (from === 0) return proof.length === 0 && fromRoot.equals(emptyRoot);
  // The root of a tree that is a whole subtree is the first hash, and is not told.
  const [first, ...others] = widestWithin(from) === from ? [fromRoot, ...proof] : proof;
  if (first === undefined) return false;
  let [at, last] = [from - 1, to - 1];
  while (at % 2 === 1) [at, last] = [half(at), half(last)];
  let [earlier, later] = [first, first];
  for (const sibling of others) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      earlier = nodeHash(sibling, earlier);
      later = nodeHash(sibling, later);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, half(last)];
    } else {
      later = nodeHash(later, sibling);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && earlier.equals(fromRoot) && later.equals(toRoot);
}

const half = (count: number): number => Math.floor(count / 2);
const areCounts = (...counts: readonly number[]): boolean =>
  counts.every((count) => Number.isSafeInteger(count) && count >= 0);
