/** The node over the leaves `index * 2^level` and so on, `2^level` of them: a whole binary subtree. */
export interface NodePlace {
  readonly level: number;
  readonly index: number;
}

/** A span of leaves: from `begin`, up to but without `end`. */
export interface LeafSpan {
  readonly begin: number;
  readonly end: number;
}

/**
 * The whole subtrees of which a span consists, from the left: the fewest that cover it where it begins at a multiple of
 * the greatest power of two below its length, as every subtree of an RFC 6962 tree does.
 */
export function subtreesOf({ begin, end }: LeafSpan): NodePlace[] {
  const places: NodePlace[] = [];
  let at = begin;
  while (at < end) {
    const width = widestWithin(end - at);
    const level = Math.log2(width);
    places.push({ level, index: at / width });
    at += width;
  }
  return places;
}

/** The greatest power of two that is less than a number of leaves, which is 2 or more: where RFC 6962 splits them. */
export function splitOf(leaves: number): number {
  const width = widestWithin(leaves);
  return width === leaves ? width / 2 : width;
}

/** The greatest power of two that is a count of 1 or more, or less. Doubled, because a rounded logarithm errs near 2^48. */
export function widestWithin(count: number): number {
  let width = 1;
  while (width * 2 <= count) width *= 2;
  return width;
}
