import type pg from 'pg';

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
}

interface StoryRow extends Omit<ListedStory, 'summary'> {
  readonly summary: string | null;
}

const orders = {
  changed: {
    by: 'changed desc, story',
    after: '(h.changed < $3::bigint or (h.changed = $3::bigint and h.story > $4::text))',
  },
  story: { by: 'story', after: '($3::bigint is not null and h.story > $4::text)' },
};

// Stories that changed within the last 1,000 positions have their heads in the log, those at rest in story_head. Each
// branch is limited by itself, so that neither sorts all stories.
const text = ({ by, after }: { readonly by: string; readonly after: string }) => {
  const branch = (heads: string, isTheirs: string) => `(
    select h.story, r.doc ->> 'title' as title, r.doc ->> 'language' as language, r.doc ->> 'summary' as summary,
      r.doc ->> 'status' as status, h.version, h.changed,
      to_char(l.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as changed_at
    from ${heads} h
    join view_row r on r.story = h.story and r.kind = 'header' and r.key = '*' and upper_inf(r.known)
    join log l on l.position = h.changed
    where ${isTheirs}
      and ($1::text is null or r.doc ->> 'status' = $1::text)
      and ($2::timestamptz is null or l.recorded_at >= $2::timestamptz)
      and ($4::text is null or ${after})
    order by ${by} limit $5::integer)`;
  return `
with recent as materialized (
  select distinct on (story) story, version, position as changed
  from log where position > (select position from log order by position desc limit 1) - 1000
  order by story, position desc
), listed as (
  ${branch('recent', 'true')}
  union all
  ${branch('story_head', 'not exists (select from recent where recent.story = h.story)')}
)
select story, title, language, summary, status, version, changed as position, changed_at as "changedAt"
from listed order by ${by} limit $5::integer`;
};

const statements = {
  changed: { name: 'list_stories_changed', text: text(orders.changed) },
  story: { name: 'list_stories_story', text: text(orders.story) },
};

export async function listStories(pool: pg.Pool, filter: StoryFilter): Promise<ListedStory[]> {
  const { rows } = await pool.query<StoryRow>({
    ...statements[filter.order],
    values: [
      filter.status ?? null,
      filter.changedSince ?? null,
      filter.after?.changed ?? null,
      filter.after?.story ?? null,
      filter.limit,
    ],
  });
  return rows.map(({ summary, ...story }) => ({ ...story, ...(summary === null ? {} : { summary }) }));
}
