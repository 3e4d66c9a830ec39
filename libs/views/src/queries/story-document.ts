import type { Party } from '#events';
import type { ParkedNote } from '../parked-story.js';
import { partyName } from '../party-name.js';
import type {
  CorrectionRow,
  EstimateRow,
  HeaderRow,
  PositionRow,
  RetractionRow,
  Row,
  RowDocs,
  RowKind,
  Stance,
} from '../rows.js';
import type { StoryVersion } from './read-versions.js';
import { sayingIn } from './standpoint.js';
import type { Saying, ShownRows } from './standpoint.js';

/** Where a party stands on a claim: its latest position that is not retracted; none where nothing is recorded here. */
export interface PartyStand {
  readonly party: Party;
  readonly stance: Stance | 'nothing-recorded';
  /** The fact that says so. */
  readonly position?: string;
}

export type ClaimView = Saying<RowDocs['claim']> & { readonly stands: readonly PartyStand[] };

export const counted = {
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

/** One line of the timeline: which fact, and what readers know it by. */
export interface TimelineLine {
  readonly id: string;
  readonly kind: RowKind;
}

/** A story's view as one document: a bounded rendering of its rows, the same for the same rows. */
export interface StoryDocument {
  readonly story: string;
  readonly title: string;
  readonly language: string;
  readonly summary?: string;
  readonly lead?: string;
  readonly keyFacts?: readonly string[];
  readonly status: 'open' | 'closed';
  /** The record goes further than this view: nothing is shown from this position on, because of an event that cannot be. */
  readonly parked?: ParkedNote;
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
  /** What was said or happened last, the latest first. */
  readonly timeline: readonly TimelineLine[];
  readonly links: Readonly<Record<string, string>>;
}

export interface StoryAnswer extends ShownRows {
  readonly latest: { readonly version: number; readonly position: number; readonly changed_at: string } | null;
  readonly beside: readonly StoryVersion[] | null;
  readonly counts: readonly { readonly kind: RowKind; readonly total: number }[] | null;
  readonly timeline: readonly TimelineLine[] | null;
  readonly parked: ParkedNote | null;
}

/** The document of a story out of its rows; undefined where there was no such story. */
export function documentOf(story: string, answer: StoryAnswer): StoryDocument | undefined {
  const { latest, shown, parked } = answer;
  const header = shown?.find(({ kind }) => kind === 'header')?.doc as HeaderRow | undefined;
  if (latest === null || shown === null || header === undefined) return undefined;
  const saying = sayingIn(answer);
  const of = <K extends RowKind>(kind: K) =>
    shown.filter((row) => row.kind === kind).map(({ doc }) => doc as Extract<Row, { kind: K }>['doc']);
  const said = <K extends 'estimate' | 'statement' | 'claim' | 'position' | 'occurrence'>(kind: K) =>
    of(kind).map((doc) => saying(story, doc as RowDocs[K]));
  const stands = of('stand');
  const { title, language, status, summary, lead, keyFacts, openedAt } = header;
  return {
    story,
    title,
    language,
    ...(summary === undefined ? {} : { summary }),
    ...(lead === undefined ? {} : { lead }),
    ...(keyFacts === undefined ? {} : { keyFacts }),
    status,
    ...(parked === null ? {} : { parked }),
    version: latest.version,
    position: latest.position,
    openedAt,
    changedAt: latest.changed_at,
    counts: countsOf(answer.counts ?? []),
    estimates: said('estimate'),
    statements: said('statement'),
    claims: said('claim').map((claim) => ({ ...claim, stands: standsOn(claim, stands) })),
    positions: said('position'),
    occurrences: said('occurrence'),
    sources: of('source'),
    related: of('link'),
    corrections: of('correction'),
    retractions: of('retraction'),
    timeline: answer.timeline ?? [],
    links: linksOf(story),
  };
}

const parts = [
  'changes',
  'events',
  'timemap',
  'timeline',
  'estimates',
  'claims',
  'statements',
  'corrections',
  'sources',
];

const linksOf = (story: string) => Object.fromEntries(parts.map((part) => [part, `/v1/stories/${story}/${part}`]));

function countsOf(counts: readonly { readonly kind: RowKind; readonly total: number }[]): StoryDocument['counts'] {
  const totals = new Map(counts.map(({ kind, total }) => [kind, total]));
  return Object.fromEntries(
    Object.entries(counted).map(([name, kind]) => [name, totals.get(kind) ?? 0]),
  ) as StoryDocument['counts'];
}

/** The parties that the claim concerns first, as it names them, then whoever else took a position, the earliest first. */
export function standsOn(claim: RowDocs['claim'], stands: readonly RowDocs['stand'][]): PartyStand[] {
  const concerned = claim.data.concerns.map(partyName);
  const placeOf = ({ party }: RowDocs['stand']) => {
    const place = concerned.indexOf(partyName(party));
    return place === -1 ? concerned.length : place;
  };
  return stands
    .filter((stand) => stand.claim === claim.id)
    .sort((one, other) => placeOf(one) - placeOf(other) || one.position - other.position)
    .map(({ party, stance, fact }) => ({ party, stance, ...(fact === undefined ? {} : { position: fact }) }));
}
