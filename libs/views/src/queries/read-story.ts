import type pg from 'pg';
import type { MayBeSaid, Party } from '#events';
import type {
  CorrectionRow,
  EstimateRow,
  PositionRow,
  RetractionRow,
  Row,
  RowDocs,
  RowKind,
  Stance,
  Utterance,
} from '../rows.js';
import { utteranceOf } from '../utterance.js';

/** How many rows of a kind a story's document shows, the latest first. */
const mostShown = 50;

/** What the views are at, told with every read. */
export interface Reflected {
  readonly position: number;
  readonly epoch: string | undefined;
}

type Saying<T> = T & { readonly said: Utterance };

/** Where a party stands on a claim: its latest position that is not retracted; none where nothing is recorded here. */
export interface PartyStand {
  readonly party: Party;
  readonly stance: Stance | 'nothing-recorded';
  /** The fact that says so. */
  readonly position?: string;
}

export type ClaimView = Saying<RowDocs['claim']> & { readonly stands: readonly PartyStand[] };

const counted = {
  estimates: 'estimate',
  statements: 'statement',
  claims: 'claim',
  positions: 'position',
  occurrences: 'occurrence',
  sources: 'source',
  links: 'link',
  corrections: 'correction',
  retractions: 'retraction',
} as const satisfies Record<string, RowKind>;

/** A story's view as one document: a bounded rendering of its rows, the same for the same rows. */
export interface StoryDocument {
  readonly story: string;
  readonly title: string;
  readonly language: string;
  readonly summary?: string;
  readonly lead?: string;
  readonly keyFacts?: readonly string[];
  readonly status: 'open' | 'closed';
  readonly version: number;
  /** Of the story's last event. */
  readonly position: number;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly counts: Readonly<Record<keyof typeof counted, number>>;
  readonly estimates: readonly Saying<EstimateRow>[];
  readonly statements: readonly Saying<RowDocs['statement']>[];
  readonly claims: readonly ClaimView[];
  readonly positions: readonly Saying<PositionRow>[];
  readonly occurrences: readonly Saying<RowDocs['occurrence']>[];
  readonly sources: readonly RowDocs['source'][];
  readonly related: readonly RowDocs['link'][];
  readonly corrections: readonly CorrectionRow[];
  readonly retractions: readonly RetractionRow[];
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
with recursive head as (select position from log order by position desc limit 1),
known as (
  select r.kind, r.key, r.doc, lower(r.known) as since,
    row_number() over (partition by r.kind order by (r.doc ->> 'position')::bigint desc) as number,
    count(*) over (partition by r.kind) as total
  from view_row r where r.story = $1::text and ${isKnown}
), shown as (
  select * from known where number <= ${mostShown}
), positions as (
  select k.* from known k
  where k.kind = 'position' and k.number > ${mostShown}
    and k.doc -> 'data' ->> 'claim' in (select s.key from shown s where s.kind = 'claim')
), behind as (
  select k.* from known k
  where k.kind = 'statement' and k.number > ${mostShown}
    and k.key in (select s.doc -> 'data' ->> 'saidIn' from (select * from shown union all select * from positions) s)
  union
  select k.* from behind b join known k on k.kind = 'statement' and k.number > ${mostShown}
    and k.key = b.doc -> 'data' ->> 'saidIn'
)
select (select position from head) as position, (select epoch from origin) as epoch,
  (select json_build_object('version', l.version, 'position', l.position, 'changed_at',
      to_char(l.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    from log l where l.story = $1::text and ($2::bigint is null or l.position <= $2::bigint)
    order by l.position desc limit 1) as latest,
  (select json_agg(json_build_object('kind', kind, 'key', key, 'doc', doc, 'total', total, 'shown', number <= ${mostShown})
      order by number)
    from (select * from shown union all select * from positions union all select * from behind) as all_rows) as rows`;

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
  const header = rows.find((row) => row.kind === 'header');
  if (header?.kind !== 'header') return undefined;
  const { title, language, status, summary, lead, keyFacts, openedAt } = header.doc;
  const all = <K extends RowKind>(kind: K) =>
    rows.filter((row) => row.kind === kind) as unknown as (Extract<Row, { kind: K }> & CountedRow)[];
  const of = <K extends RowKind>(kind: K) =>
    all(kind)
      .filter(({ shown }) => shown)
      .map(({ doc }) => doc as RowDocs[K]);
  const total = (kind: RowKind) => rows.find((row) => row.kind === kind)?.total ?? 0;
  const statements = new Map(all('statement').map(({ key, doc }) => [key, doc.data]));
  const saying = <T extends { readonly data: MayBeSaid }>(doc: T): Saying<T> => ({
    ...doc,
    said: utteranceOf(doc.data, (id) => statements.get(id)),
  });
  const positions = all('position').map(({ doc }) => saying(doc));
  return {
    story,
    title,
    language,
    ...(summary === undefined ? {} : { summary }),
    ...(lead === undefined ? {} : { lead }),
    ...(keyFacts === undefined ? {} : { keyFacts }),
    status,
    version: latest.version,
    position: latest.position,
    openedAt,
    changedAt: latest.changed_at,
    counts: Object.fromEntries(
      Object.entries(counted).map(([name, kind]) => [name, total(kind)]),
    ) as StoryDocument['counts'],
    estimates: of('estimate').map(saying),
    statements: of('statement').map(saying),
    claims: of('claim').map((doc) => ({ ...saying(doc), stands: standsOn(doc, positions) })),
    positions: of('position').map(saying),
    occurrences: of('occurrence').map(saying),
    sources: of('source'),
    related: of('link'),
    corrections: of('correction'),
    retractions: of('retraction'),
    links: { changes: `/v1/stories/${story}/changes`, events: `/v1/stories/${story}/events` },
  };
}

const nameOf = (party: Party) => party.id ?? `${party.name} (${(party.oneOf ?? []).join(' or ')})`;

/** The parties that the claim concerns first, as it names them, then whoever else took a position, by the latest. */
function standsOn(claim: RowDocs['claim'], positions: readonly Saying<PositionRow>[]): PartyStand[] {
  const stands = new Map<string, PartyStand>(
    claim.data.concerns.map((party) => [nameOf(party), { party, stance: 'nothing-recorded' }]),
  );
  const standing = positions
    .filter(({ data, retractedBy }) => data.claim === claim.id && retractedBy === undefined)
    .sort((one, other) => one.position - other.position);
  for (const { said, stance, id } of standing) {
    for (const party of said.by?.parties ?? []) stands.set(nameOf(party), { party, stance, position: id });
  }
  return [...stands.values()];
}
