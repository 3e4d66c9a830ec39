import type pg from 'pg';
import { utcTime } from '#postgres';
import type { ParkedNote } from '../parked-story.js';
import { parkedNote } from './list-parked.js';
import { noBound } from './standpoint.js';

export interface StoryFilter {
  readonly status?: string;
  /** RFC 3339. */
  readonly changedSince?: string;
  readonly order: 'changed' | 'story';
  readonly limit: number;
  readonly after?: { readonly changed: number; readonly story: string };
}

export interface ListedStory {
  readonly story: string;
  readonly title: string;
  readonly language: string;
  readonly summary?: string;
  readonly status: string;
  readonly version: number;
  readonly position: number;
  readonly changedAt: string;
  readonly parked?: ParkedNote;
}

interface StoryRow extends Omit<ListedStory, 'summary' | 'parked'> {
  readonly summary: string | null;
  readonly parked: ParkedNote | null;
}

/** The note of a parked story beside its row in a list. */
export const noteOf = (story: string): string =>
  `(select ${parkedNote('k')} from parked k where k.story = ${story} and k.healed is null)`;

const since = (at: string) => `h.changed >= coalesce(
      (select position from log where recorded_at >= ${at}::timestamptz order by recorded_at, position limit 1), ${noBound})`;

/** More than a page may hold: Postgres takes a tenth of a table for a limit that it does not know, and would sort it. */
const mostAsked = 1_100;
const mostRecent = 1_000;

// Stories that changed within the last 1,000 positions have their heads in the log, those at rest in story_head. Each
// branch is limited by itself, so that neither sorts all stories. What is not asked for is not in the statement: an
// index bounds a scan by what must hold, not by what may have to.
function statementOf({ status, changedSince, order, limit, after }: StoryFilter, isBusy: boolean) {
  const values: (string | number)[] = [limit];
  const parameter = (value: string | number) => `$${values.push(value)}`;
  const by = order === 'changed' ? 'changed desc' : 'story';
  const conditions: string[] = [];
  if (changedSince !== undefined) conditions.push(since(parameter(changedSince)));
  // No two stories changed at one position.
  if (isBusy && after === undefined) conditions.push(`h.story > ''`);
  if (after !== undefined) {
    const further = {
      changed: ['changed <', after.changed, 'bigint'],
      story: ['story >', after.story, 'text'],
    } as const;
    const [than, place, type] = further[order];
    conditions.push(`h.${than} ${parameter(place)}::${type}`);
  }
  const isOfStatus = status === undefined ? undefined : `${parameter(status)}::text`;
  const header = (of: string) =>
    `join view_row r on r.story = ${of}.story and r.kind = 'header' and r.key = '*' and upper_inf(r.known)`;
  const hasStatus = (is: string) => `exists (select from view_row r
      where r.story = h.story and r.kind = 'header' and r.key = '*' and upper_inf(r.known) and r.doc ->> 'status' = ${is})`;
  // Or the walk by name might pass every story to find the few that changed since. Where many did, it soon meets them.
  const isSorted = order === 'story' && changedSince !== undefined && !isBusy;
  const barrier = isSorted ? ' order by h.changed desc offset 0' : '';
  const branch = (heads: string, more: readonly string[], most: number) => `
    select * from (
      select h.story, h.version, h.changed from ${heads} h where ${[...more, ...conditions].join(' and ')}${barrier}) h
    order by ${by} limit ${most}`;
  const asked = { of: status, since: changedSince, ...(isBusy ? { busy: isBusy } : {}), after };
  const names = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return {
    name: ['list_stories', order, ...names].join('_'),
    values,
    text: `
with recent as materialized (
  select distinct on (story) story, version, position as changed
  from log where position > (select position from log order by position desc limit 1) - 1000
  order by story, position desc
), page as (
  select * from (
    (${branch('recent', isOfStatus === undefined ? ['true'] : [hasStatus(isOfStatus)], mostAsked)})
    union all
    select h.* from (
      ${branch('story_head', isOfStatus === undefined ? ['true'] : [`h.status = ${isOfStatus}`], mostAsked + mostRecent)}) h
    where not exists (select from recent where recent.story = h.story)) listed
  order by ${by} limit $1::integer
)
select p.story, r.doc ->> 'title' as title, r.doc ->> 'language' as language, r.doc ->> 'summary' as summary,
  r.doc ->> 'status' as status, p.version, p.changed as position,
  ${utcTime('l.recorded_at')} as "changedAt", ${noteOf('p.story')} as parked
from page p ${header('p')}
join log l on l.position = p.changed
order by p.${by}`,
  };
}

export async function listStories(pool: pg.Pool, filter: StoryFilter): Promise<ListedStory[]> {
  const { order, changedSince } = filter;
  const isBusy = order === 'story' && changedSince !== undefined && (await haveManyChanged(pool, changedSince));
  const { rows } = await pool.query<StoryRow>(statementOf(filter, isBusy));
  return rows.map(({ summary, parked, ...story }) => ({
    ...story,
    ...(summary === null ? {} : { summary }),
    ...(parked === null ? {} : { parked }),
  }));
}

/** How many stories are sorted by name for a page, at most. */
const mostSorted = 10_000;

async function haveManyChanged(pool: pg.Pool, changedSince: string): Promise<boolean> {
  const { rows } = await pool.query<{ many: boolean }>({
    name: 'have_many_changed',
    text: `select count(*) > ${mostSorted} as many from (
      select from story_head h where ${since('$1')} order by h.changed desc limit ${mostSorted + 1}) h`,
    values: [changedSince],
  });
  return rows[0]?.many ?? false;
}
