import type pg from 'pg';
import type { Said } from '#events';
import type { CorrectionRow, EstimateRow, Row, SourceRow, StatementRow, Utterance } from '../rows.js';
import { utteranceOf } from '../utterance.js';

/** How many rows of a kind a story's document shows, the latest first. */
const mostShown = 50;

/** What the views are at, told with every read. */
export interface Reflected {
  readonly position: number;
  readonly epoch: string | undefined;
}

type Saying<T> = T & { readonly said: Utterance };

/** A story's view as one document: a bounded rendering of its rows, the same for the same rows. */
export interface StoryDocument {
  readonly story: string;
  readonly title: string;
  readonly language: string;
  readonly summary?: string;
  readonly status: 'open';
  readonly version: number;
  /** Of the story's last event. */
  readonly position: number;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly counts: Readonly<Record<'estimates' | 'statements' | 'sources' | 'corrections', number>>;
  readonly estimates: readonly Saying<EstimateRow>[];
  readonly statements: readonly Saying<StatementRow>[];
  readonly sources: readonly SourceRow[];
  readonly corrections: readonly CorrectionRow[];
  readonly links: { readonly changes: string; readonly events: string };
}

interface Latest {
  readonly version: number;
  readonly position: number;
  readonly changed_at: string;
}

type CountedRow = Row & { readonly total: number; readonly shown: boolean };

interface Answer {
  readonly position: number | null;
  readonly epoch: string | null;
  readonly latest: Latest | null;
  readonly rows: readonly CountedRow[] | null;
}

// One statement, so that position and rows are of one snapshot. $2 is null for now.
const text = (isKnown: string) => `
with head as (select position from log order by position desc limit 1),
known as (
  select r.kind, r.key, r.doc, lower(r.known) as since,
    row_number() over (partition by r.kind order by (r.doc ->> 'position')::bigint desc) as number,
    count(*) over (partition by r.kind) as total
  from view_row r where r.story = $1::text and ${isKnown}
), shown as (
  select * from known where number <= ${mostShown}
), behind as (
  select k.* from known k
  where k.kind = 'statement' and k.number > ${mostShown}
    and k.key in (select s.doc -> 'data' ->> 'saidIn' from shown s)
)
select (select position from head) as position, (select epoch from origin) as epoch,
  (select json_build_object('version', l.version, 'position', l.position, 'changed_at',
      to_char(l.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    from log l where l.story = $1::text and ($2::bigint is null or l.position <= $2::bigint)
    order by l.position desc limit 1) as latest,
  (select json_agg(json_build_object('kind', kind, 'key', key, 'doc', doc, 'total', total, 'shown', number <= ${mostShown})
      order by number)
    from (select * from shown union all select * from behind) as all_rows) as rows`;

const now = { name: 'read_story_now', text: text('upper_inf(r.known)') };
const then = { name: 'read_story_then', text: text('r.known @> $2::bigint') };

/** A story now, or as it was known at a position; `document` is undefined where there was no such story. */
export async function readStory(
  pool: pg.Pool,
  story: string,
  at?: number,
): Promise<Reflected & { readonly document: StoryDocument | undefined }> {
  const { rows } = await pool.query<Answer>({ ...(at === undefined ? now : then), values: [story, at ?? null] });
  const [answer] = rows;
  const reflected = { position: at ?? answer?.position ?? 0, epoch: answer?.epoch ?? undefined };
  if (answer === undefined || answer.latest === null || answer.rows === null)
    return { ...reflected, document: undefined };
  return { ...reflected, document: documentOf(story, answer.latest, answer.rows) };
}

function documentOf(story: string, latest: Latest, rows: readonly CountedRow[]): StoryDocument | undefined {
  const opening = rows.find((row) => row.kind === 'story');
  if (opening?.kind !== 'story') return undefined;
  const { data, recordedAt, status } = opening.doc;
  const of = <K extends Row['kind']>(kind: K) =>
    rows.filter((row) => row.kind === kind && row.shown).map((row) => row.doc) as Extract<Row, { kind: K }>['doc'][];
  const total = (kind: Row['kind']) => rows.find((row) => row.kind === kind)?.total ?? 0;
  const statements = new Map(rows.map((row) => [row.key, row.kind === 'statement' ? row.doc.data : undefined]));
  const saying = <T extends { readonly data: Said }>(doc: T): Saying<T> => ({
    ...doc,
    said: utteranceOf(doc.data, (id) => statements.get(id)),
  });
  return {
    story,
    title: data.title,
    language: data.language,
    ...(data.summary === undefined ? {} : { summary: data.summary }),
    status,
    version: latest.version,
    position: latest.position,
    openedAt: recordedAt,
    changedAt: latest.changed_at,
    counts: {
      estimates: total('estimate'),
      statements: total('statement'),
      sources: total('source'),
      corrections: total('correction'),
    },
    estimates: of('estimate').map(saying),
    statements: of('statement').map(saying),
    sources: of('source'),
    corrections: of('correction'),
    links: { changes: `/v1/stories/${story}/changes`, events: `/v1/stories/${story}/events` },
  };
}
