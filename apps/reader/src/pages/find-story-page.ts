import type pg from 'pg';
import type { Comparison, StoryPage } from '#page';
import { readChanges, readStory, readTimeline, readVersions, resolveMoment } from '#views';
import type { ParkedStory, Reflected, StoryVersion, TimelinePlace } from '#views';
import { cutPage } from '../cut-page.js';
import { reflectedOf, storyUnknown } from '../stand-at.js';
import type { Standing } from '../stand-at.js';

export const timelineLength = 100;
const mostChanges = 200;
/** How many versions back a page tells what changed, where nothing else is asked. */
const lately = 5;

export interface PageWanted {
  readonly order: 'latest' | 'earliest';
  readonly after: TimelinePlace | undefined;
  /** The version since which it is told what changed. */
  readonly from: number | undefined;
}

export interface FoundPage {
  readonly page: StoryPage;
  readonly reflected: Reflected;
}

/** All that a page of a story shows, read from one standpoint. */
export async function findStoryPage(
  pool: pg.Pool,
  story: string,
  { standpoint }: Pick<Standing, 'standpoint'>,
  { order, after, from }: PageWanted,
  parked: ParkedStory | undefined,
): Promise<FoundPage> {
  const { document, beside, ...read } = await readStory(pool, story, standpoint);
  const reflected = reflectedOf(standpoint, read);
  if (document === undefined) throw storyUnknown(story, parked);
  // The parts are of the same moment, whatever is published while they are read.
  const at = { at: reflected.position };
  const here = { version: document.version, recordedAt: document.changedAt };
  const last = beside.at(-1) ?? here;
  const [found, comparison] = await Promise.all([
    readTimeline(pool, story, at, { order, after, limit: timelineLength }),
    from === undefined ? latest(pool, story, document) : between(pool, story, from, here),
  ]);
  const { shown, next } = cutPage(found.entries, timelineLength, ({ place }) => ({ at: reflected.position, ...place }));
  const isPast = standpoint.at !== undefined && document.version < last.version;
  const page = {
    document,
    timeline: shown,
    order,
    next: next.cursor,
    last,
    isPast,
    comparison,
    isParked: parked !== undefined,
  };
  return { page, reflected };
}

async function positionOf(pool: pg.Pool, story: string, version: number): Promise<number> {
  return (await resolveMoment(pool, story, { by: 'version', version }))?.position ?? 0;
}

/** The latest changes up to a version and its position, the last first. */
async function latest(
  pool: pg.Pool,
  story: string,
  { version, position: to }: { readonly version: number; readonly position: number },
): Promise<Comparison> {
  const from = await positionOf(pool, story, Math.max(0, version - lately));
  const found = await readChanges(pool, story, { from, to, order: 'recorded', limit: lately });
  return { kind: 'latest', changes: found.map(({ change }) => change).reverse() };
}

/** What changed between two versions, whichever of them is named first. */
async function between(pool: pg.Pool, story: string, wanted: number, here: StoryVersion): Promise<Comparison> {
  const [first, second] = [Math.min(wanted, here.version), Math.max(wanted, here.version)];
  const versions = await readVersions(pool, story, [first, second]);
  const to = versions.find(({ version }) => version === second) ?? here;
  const from = versions.find(({ version }) => version === first);
  const [start, end] = await Promise.all(
    [from?.version ?? 0, to.version].map((version) => positionOf(pool, story, version)),
  );
  const span = { from: start ?? 0, to: end ?? 0, order: 'told', limit: mostChanges + 1 } as const;
  const found = await readChanges(pool, story, span);
  const changes = found.slice(0, mostChanges).map(({ change }) => change);
  return { kind: 'between', from, to, changes, hasMore: found.length > mostChanges };
}
