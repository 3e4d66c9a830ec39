import type pg from 'pg';
import type { StoryPage } from '#page';
import { readChanges, readStory, readTimeline, readVersions, resolveMoment } from '#views';
import type { Reflected, StoryVersion, TimelinePlace } from '#views';
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
  isParked: boolean,
): Promise<FoundPage> {
  const { document, beside, ...read } = await readStory(pool, story, standpoint);
  const reflected = reflectedOf(standpoint, read);
  if (document === undefined) throw storyUnknown(story);
  // The parts are of the same moment, whatever is published while they are read.
  const at = { at: reflected.position };
  const here = { version: document.version, recordedAt: document.changedAt };
  const last = beside.at(-1) ?? here;
  const [found, comparison] = await Promise.all([
    readTimeline(pool, story, at, { order, after, limit: timelineLength }),
    compare(pool, story, from ?? Math.max(0, document.version - lately), here),
  ]);
  const { shown, next } = cutPage(found.entries, timelineLength, ({ place }) => ({ at: reflected.position, ...place }));
  const isPast = standpoint.at !== undefined && document.version < last.version;
  const page = { document, timeline: shown, order, next: next.cursor, last, isPast, comparison, isParked };
  return { page, reflected };
}

async function compare(
  pool: pg.Pool,
  story: string,
  wanted: number,
  here: StoryVersion,
): Promise<StoryPage['comparison']> {
  const [first, second] = [Math.min(wanted, here.version), Math.max(wanted, here.version)];
  const versions = await readVersions(pool, story, [first, second]);
  const versionOf = (version: number) => versions.find((one) => one.version === version);
  const to = versionOf(second) ?? here;
  const from = versionOf(first);
  const [start, end] = await Promise.all(
    [from?.version ?? 0, to.version].map((version) => resolveMoment(pool, story, { by: 'version', version })),
  );
  const found = await readChanges(pool, story, {
    from: start?.position ?? 0,
    to: end?.position ?? 0,
    order: 'told',
    limit: mostChanges + 1,
  });
  const changes = found.slice(0, mostChanges).map(({ change }) => change);
  return { from, to, changes, hasMore: found.length > mostChanges };
}
