import type pg from 'pg';
import { RefusalError } from '#errors';
import { readLog, readPlace, resolveMoment } from '#views';
import type { Moment, ParkedStory, Reflected, Standpoint, ViewsPlace } from '#views';
import type { Representation } from './representation.js';
import type { ViewsHead } from './views-head.js';

const patienceMs = 2_000;
/** How long ago a time may be for events of it to be still on their way, and how long these are waited for. */
const recentMs = 5_000;
const overtakeMs = 250;

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
  if (!(await head.reaches(position, patienceMs))) throw notReached(position);
}

/** Throws where the views were begun anew since they had reached the position: what was read is half of what was known. */
export function requireReached(head: number, position: number | undefined): void {
  if (position !== undefined && head < position) throw notReached(position);
}

/**
 * What an answer reflects that others were making already when its state was asked for: the story has not changed between
 * the two, so it was so at the later one, and nobody is shown an earlier position than before.
 */
export const laterOf = (made: Reflected, asked: Reflected): Reflected =>
  made.position < asked.position ? asked : made;

/** What a read reflects that was made from the standpoint. */
export function reflectedOf(
  { at }: Standpoint,
  { head, position, epoch }: Reflected & { readonly head: number },
): Reflected {
  requireReached(head, at);
  return { position, epoch };
}

function notReached(position: number): RefusalError {
  return new RefusalError({
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
  if (moment.by === 'time' && !resolved.settled && Date.now() - Date.parse(moment.at) < recentMs) {
    // An event of that time may be on its way: whoever asks as of its own publish is to find it. Nothing stands behind the
    // time, so its position is where the views end.
    if (await head.reaches(resolved.position + 1, overtakeMs)) return standAt(pool, head, story, moment);
  }
  return { position: resolved.position, stability: resolved.settled ? 'settled' : 'open' };
}

/** From where a reader looks at a story, or at all of them. */
export interface Look extends Demand {
  readonly moment?: Moment | undefined;
  /** In ms since 1970. */
  readonly until?: number | undefined;
  /** The position as of which the page before was. */
  readonly at?: number | undefined;
}

export interface Standing {
  readonly standpoint: Standpoint;
  readonly stability: Representation['stability'];
}

/** Meets the demand, and finds the position as of which is read; now, where no moment is named. */
export async function findStanding(pool: pg.Pool, head: ViewsHead, story: string, look: Look): Promise<Standing> {
  const { moment, until, at } = look;
  if (look.epoch !== undefined || look.minPosition !== undefined) await meet(pool, head, look);
  const named = at === undefined ? moment : ({ by: 'position', position: at } as const);
  if (named === undefined) return { standpoint: { until }, stability: 'moving' };
  const { position, stability } = await standAt(pool, head, story, named);
  return { standpoint: { at: position, until }, stability };
}

/** Throws where there was no such story yet; asked only when nothing of it was found. */
export async function requireStory(pool: pg.Pool, story: string, { position }: Reflected): Promise<void> {
  const { events } = await readLog(pool, { story, after: 0, to: position, limit: 1 });
  if (events.length === 0) throw storyUnknown(story);
}

/** Throws where the positions that were named are of another history. */
export function requireEpoch(wanted: string | undefined, epoch: string | undefined): void {
  if (wanted === undefined || wanted === epoch) return;
  if (epoch === undefined) {
    throw new RefusalError({
      code: 'views-unavailable',
      detail: 'The views are empty: they are being begun. Try again.',
    });
  }
  throw new RefusalError({
    code: 'epoch-differs',
    detail: `This reader shows history ${epoch}: positions of history ${wanted} mean nothing here.`,
  });
}

/** Where its first event cannot be shown, the record has a story of which nothing is. */
export function storyUnknown(story: string, parked?: ParkedStory): RefusalError {
  const why = parked === undefined ? '' : ` The record has it, and it cannot be shown yet: ${parked.detail}.`;
  return new RefusalError({ code: 'story-unknown', detail: `There is no story ${story} as of this moment.${why}` });
}
