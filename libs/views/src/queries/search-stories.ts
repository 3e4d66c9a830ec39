import type pg from 'pg';
import { utcTime } from '#postgres';
import type { ParkedNote } from '../parked-story.js';
import { noteOf } from './list-stories.js';
import type { ListedStory } from './list-stories.js';

export interface StorySearch {
  /** As in a search box: words, "a phrase", or, -without. */
  readonly q: string;
  readonly status?: string | undefined;
  /** RFC 3339. */
  readonly changedSince?: string | undefined;
  readonly after?: SearchPlace | undefined;
  readonly limit: number;
}

export interface SearchPlace {
  readonly rank: number;
  readonly story: string;
}

/** A story that holds the words, and where: parts of its texts, the words between « and ». */
export interface FoundStory extends ListedStory {
  readonly rank: number;
  readonly highlights: readonly { readonly kind: string; readonly id?: string; readonly text: string }[];
}

type StoryRow = Omit<FoundStory, 'summary' | 'parked' | 'highlights'> & {
  readonly parked: ParkedNote | null;
  readonly summary: string | null;
  readonly highlights: readonly { readonly kind: string; readonly id: string; readonly text: string }[];
};

/** How many rows are ranked, at most: a word that stands in more of them finds stories no better. */
const mostRanked = 5_000;
const mostHighlights = 3;

const text = `
with asked as (select websearch_to_tsquery('english', $1::text) as query),
hits as materialized (
  select r.story, r.kind, r.key, ts_rank(r.words, asked.query) * case r.kind when 'header' then 4 else 1 end as rank
  from asked join view_row r on upper_inf(r.known) and r.words is not null and r.words @@ asked.query
  where r.kind not in ('correction', 'retraction') and not r.doc ? 'retractedBy'
  limit ${mostRanked}
), ranked as (
  select story, max(rank)::float4 as rank from hits group by story
), listed as (
  select k.story, k.rank, h.doc, l.version, l.position, l.recorded_at
  from ranked k
  join view_row h on h.story = k.story and h.kind = 'header' and h.key = '*' and upper_inf(h.known)
  cross join lateral (select version, position, recorded_at from log where story = k.story order by position desc limit 1) l
  where ($2::text is null or h.doc ->> 'status' = $2::text)
    and ($3::timestamptz is null or l.recorded_at >= $3::timestamptz)
    and ($4::float4 is null or k.rank < $4::float4 or (k.rank = $4::float4 and k.story > $5::text))
  order by k.rank desc, k.story limit $6::integer
)
select story, doc ->> 'title' as title, doc ->> 'language' as language, doc ->> 'summary' as summary, doc ->> 'status' as status,
  version, position, ${utcTime('recorded_at')} as "changedAt", rank, ${noteOf('listed.story')} as parked,
  (select json_agg(json_build_object('kind', kind, 'id', key, 'text', text) order by best desc, key) from (
    select hits.kind, hits.key, hits.rank as best, ts_headline('english', case hits.kind
        when 'header' then concat_ws(' — ', r.doc ->> 'title', r.doc ->> 'summary')
        when 'occurrence' then r.doc -> 'data' ->> 'what'
        else concat_ws(' — ', r.doc -> 'data' ->> 'proposition', r.doc -> 'data' -> 'wording' ->> 'text') end,
      asked.query, 'StartSel=«, StopSel=», MaxWords=30, MinWords=12') as text
    from (select * from hits where hits.story = listed.story order by hits.rank desc, hits.key limit ${mostHighlights}) hits
    cross join asked
    join view_row r on r.story = hits.story and r.kind = hits.kind and r.key = hits.key and upper_inf(r.known)) h) as highlights
from listed order by rank desc, story`;

/** Stories whose titles, summaries, propositions or occurrences hold the words, the best first. */
export async function searchStories(
  pool: pg.Pool,
  { q, status, changedSince, after, limit }: StorySearch,
): Promise<FoundStory[]> {
  const { rows } = await pool.query<StoryRow>({
    name: 'search_stories',
    text,
    values: [q, status ?? null, changedSince ?? null, after?.rank ?? null, after?.story ?? null, limit],
  });
  return rows.map(({ summary, parked, highlights, ...story }) => ({
    ...story,
    ...(summary === null ? {} : { summary }),
    ...(parked === null ? {} : { parked }),
    highlights: highlights.map(({ kind, id, text: words }) => ({
      kind,
      ...(kind === 'header' ? {} : { id }),
      text: words,
    })),
  }));
}
