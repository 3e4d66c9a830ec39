import type pg from 'pg';
import type { EventFilter } from './event-filter.js';
import { findGap } from './find-start.js';
import type { FollowedPage } from './read-followed.js';

interface Versioned {
  readonly story: string;
  readonly version: number;
}

/** The versions of stories in a stream: each must be the next, so that none is passed over in silence. */
export class VersionsSeen {
  private readonly last = new Map<string, number>();

  /** How many of them stand without a gap behind those of before. */
  lengthWithoutGap(found: readonly Versioned[]): number {
    for (const [at, { story, version }] of found.entries()) {
      const before = this.last.get(story);
      if (before !== undefined && version !== before + 1) return at;
      this.last.set(story, version);
    }
    return found.length;
  }
}

export type CheckedPage = FollowedPage & { readonly missing: number | undefined };

/** How many stand without a gap behind a position. */
export function lengthWithoutGap(found: readonly { readonly position: number }[], after: number): number {
  const end = found.findIndex(({ position }, at) => position !== after + at + 1);
  return end < 0 ? found.length : end;
}

/** A page as far as nothing is missing in the record, and what is: seen by positions, or by versions of the stories. */
export async function checkPage(
  pool: pg.Pool,
  { stories, types, parties }: EventFilter,
  versions: VersionsSeen,
  { events, reached }: FollowedPage,
  after: number,
): Promise<CheckedPage> {
  const before = (missing: number): CheckedPage => {
    return { events: events.filter(({ position }) => position < missing), reached: missing - 1, missing };
  };
  if (types !== undefined || parties !== undefined) {
    const missing = await findGap(pool, after, reached);
    return missing === undefined ? { events, reached, missing } : before(missing);
  }
  if (stories !== undefined) {
    const length = versions.lengthWithoutGap(events);
    const next = events[length];
    if (next === undefined) return { events, reached, missing: undefined };
    // What was seen is sent: only what is behind it waits.
    const end = events[length - 1]?.position ?? after;
    return { events: events.slice(0, length), reached: end, missing: next.position - 1 };
  }
  const end = after + lengthWithoutGap(events, after);
  return end === reached ? { events, reached, missing: undefined } : before(end + 1);
}
