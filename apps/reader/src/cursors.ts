import { isSlug } from '#events';
import type { SearchPlace, TimelinePlace } from '#views';

/** An opaque cursor holds where a page ended. Anybody can write one: each is let in only where the database can take it. */
export function writeCursor(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Where a page of facts ended, and the position as of which all its pages are. */
export interface FactsCursor {
  readonly at: number;
  readonly next: number;
}

export interface TimelineCursor extends TimelinePlace {
  readonly at: number;
}

export interface ChangesCursor {
  readonly to: number;
  readonly rank: number;
  readonly first: number;
  readonly position: number;
}

/** Where a page of a replay ended, and the position up to which all its pages go. */
export interface ReplayCursor {
  readonly to: number;
  readonly after: number;
}

export interface PositionCursor {
  readonly after: number;
}

export interface ListCursor {
  readonly changed: number;
  readonly story: string;
}

type Guard = (value: unknown) => boolean;

const greatestRank = 99;

const isPosition: Guard = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isTellingRank: Guard = (value) => isPosition(value) && Number(value) <= greatestRank;
// Postgres refuses a number of four bytes that it would have to take for 0.
const isSearchRank: Guard = (value) =>
  typeof value === 'number' && value >= 0 && value <= greatestRank && (value === 0 || Math.fround(value) > 0);
/** As `orderKey` writes it. */
const isOrderKey: Guard = (value) => typeof value === 'string' && /^(\d{17}|~)-\d{5}$/.test(value);

const holds =
  <T>(members: Readonly<Record<keyof T & string, Guard>>) =>
  (value: unknown): value is T =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries<Guard>(members).every(([name, accepts]) => accepts((value as Record<string, unknown>)[name]));

export const isFactsCursor = holds<FactsCursor>({ at: isPosition, next: isPosition });
export const isTimelineCursor = holds<TimelineCursor>({ at: isPosition, key: isOrderKey, position: isPosition });
export const isChangesCursor = holds<ChangesCursor>({
  to: isPosition,
  rank: isTellingRank,
  first: isPosition,
  position: isPosition,
});
export const isReplayCursor = holds<ReplayCursor>({ to: isPosition, after: isPosition });
export const isPositionCursor = holds<PositionCursor>({ after: isPosition });
export const isListCursor = holds<ListCursor>({ changed: isPosition, story: isSlug });
export const isSearchCursor = holds<SearchPlace>({ rank: isSearchRank, story: isSlug });
