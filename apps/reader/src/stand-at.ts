import type pg from 'pg';
import { RefusalError } from '#errors';
import { readPlace, resolveMoment } from '#views';
import type { Moment, ViewsPlace } from '#views';
import type { ViewsHead } from './views-head.js';

const patienceMs = 2_000;

/** What a client may ask of any answer: positions of this history, and views that have reached one of them. */
export interface Demand {
  readonly epoch: string | undefined;
  readonly minPosition: number | undefined;
}

/** Where the views are, once they meet the demand. Another history is refused at once: waiting would not help. */
export async function meet(pool: pg.Pool, head: ViewsHead, { epoch, minPosition }: Demand): Promise<ViewsPlace> {
  const place = await readPlace(pool);
  requireEpoch(epoch, place.epoch);
  if (minPosition === undefined || minPosition <= place.position) return place;
  await waitFor(head, minPosition);
  return readPlace(pool);
}

/** Waits until the views have reached a position; throws a 503 when they do not in time. */
async function waitFor(head: ViewsHead, position: number): Promise<void> {
  if (await head.reaches(position, patienceMs)) return;
  throw new RefusalError({
    code: 'position-not-reached',
    detail: `The views have not reached position ${position} yet. Try again.`,
    facts: { wantedPosition: position },
  });
}

export interface Stand {
  readonly position: number;
  readonly stability: 'settled' | 'open';
}

/** The position of a moment of a story, reached by the views. */
export async function standAt(pool: pg.Pool, head: ViewsHead, story: string, moment: Moment): Promise<Stand> {
  const resolved = await resolveMoment(pool, story, moment);
  if (resolved === undefined) {
    const version = moment.by === 'version' ? moment.version : 0;
    throw new RefusalError({ code: 'version-unknown', detail: `The story ${story} has no version ${version} here.` });
  }
  await waitFor(head, resolved.position);
  return { position: resolved.position, stability: resolved.settled ? 'settled' : 'open' };
}

function requireEpoch(wanted: string | undefined, epoch: string | undefined): void {
  if (wanted === undefined || wanted === epoch) return;
  throw new RefusalError({
    code: 'epoch-differs',
    detail: `This reader shows history ${epoch ?? '(none yet)'}: positions of history ${wanted} mean nothing here.`,
  });
}

export function storyUnknown(story: string): RefusalError {
  return new RefusalError({ code: 'story-unknown', detail: `There is no story ${story} as of this moment.` });
}
