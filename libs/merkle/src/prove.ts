import { joinSubtrees } from './frontier.js';
import type { Frontier } from './frontier.js';
import { splitOf, subtreesOf } from './subtrees.js';
import type { LeafSpan, NodePlace } from './subtrees.js';

/** Where hashes of whole subtrees are found; throws where one is not there. */
export type NodeSource = (place: NodePlace) => Buffer;

/** The spans whose hashes are the inclusion proof of the leaf at `index` (from 0) in a tree, in the order of RFC 6962. */
export function inclusionSpans(index: number, size: number): LeafSpan[] {
  if (index < 0 || index >= size) throw new RangeError(`there is no leaf ${index} in a tree of ${size}`);
  const spans: LeafSpan[] = [];
  let [begin, end] = [0, size];
  while (end - begin > 1) {
    const middle = begin + splitOf(end - begin);
    if (index < middle) {
      spans.push({ begin: middle, end });
      end = middle;
    } else {
      spans.push({ begin, end: middle });
      begin = middle;
    }
  }
  return spans.reverse();
}

/** The spans whose hashes prove that the tree of `to` leaves begins with that of `from`, in the order of RFC 6962. */
export function consistencySpans(from: number, to: number): LeafSpan[] {
  if (from < 0 || from > to) throw new RangeError(`a tree of ${to} does not go on from one of ${from}`);
  if (from === 0 || from === to) return [];
  const spans: LeafSpan[] = [];
  let [begin, end] = [0, to];
  let isFirst = true;
  while (from < end) {
    const middle = begin + splitOf(end - begin);
    if (from <= middle) {
      spans.push({ begin: middle, end });
      end = middle;
    } else {
      spans.push({ begin, end: middle });
      begin = middle;
      isFirst = false;
    }
  }
  // Whoever asks knows the root of the older tree, so it is told only where it is a part of that tree.
  if (!isFirst) spans.push({ begin, end });
  return spans.reverse();
}

/** The nodes that a proof by such spans is made of: what a source has to have at hand. */
export const placesOf = (spans: readonly LeafSpan[]): NodePlace[] => spans.flatMap(subtreesOf);

const hashOf = (span: LeafSpan, node: NodeSource): Buffer => joinSubtrees(subtreesOf(span).map(node));

export const inclusionProof = (index: number, size: number, node: NodeSource): Buffer[] =>
  inclusionSpans(index, size).map((span) => hashOf(span, node));

export const consistencyProof = (from: number, to: number, node: NodeSource): Buffer[] =>
  consistencySpans(from, to).map((span) => hashOf(span, node));

/** The frontier of the tree of the first `size` leaves. */
export const frontierAt = (size: number, node: NodeSource): Frontier => ({
  size,
  hashes: subtreesOf({ begin: 0, end: size }).map(node),
});
