import type { DateBounds } from '#events';

/** A fact, or what was said in one utterance: one point on the axis of what was said or happened. */
export interface OrderPoint {
  readonly id: string;
  readonly position: number;
  readonly bounds: DateBounds;
  /** Ids of points that it precedes, and of points that precede it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Where a point stands: by `at` (undefined comes last), then by `rank`, then by its position in the record. */
export interface Standing {
  readonly at: number | undefined;
  readonly rank: number;
  /** The latest moment that it may have been, by its own date and by those of what it precedes. */
  readonly latest: number | undefined;
}
