import { writeCursor } from './cursors.js';

export interface CutPage<T> {
  readonly shown: readonly T[];
  /** For the answer: where the next page begins; nothing on the last one. */
  readonly next: { readonly cursor?: string };
}

/** A page of what was found, which is one more than the page holds where there are more; `placeOf` is what its end is known by. */
export function cutPage<T>(found: readonly T[], limit: number, placeOf: (last: T) => object): CutPage<T> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { shown, next: hasMore ? { cursor: writeCursor(placeOf(last)) } : {} };
}
