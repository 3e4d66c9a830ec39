import type {
  ClaimPosition,
  ClaimRaised,
  EstimateIssued,
  EstimateRevised,
  OccurrenceReported,
  Party,
  SourceFiled,
  StatementIssued,
  StoryClosed,
  StoryLinked,
  StoryOpened,
  StoryReopened,
  StoryRetitled,
  StorySummarised,
} from '#events';

export const rowKinds = [
  'header',
  'story',
  'title',
  'summary',
  'link',
  'closing',
  'reopening',
  'source',
  'estimate',
  'statement',
  'claim',
  'position',
  'stand',
  'occurrence',
  'correction',
  'retraction',
] as const;

export type RowKind = (typeof rowKinds)[number];

/** The kinds of what was said, or happened, or came out: each has its place on the axis of that. */
export const timedKinds = ['source', 'estimate', 'statement', 'claim', 'position', 'occurrence'] as const;

export type TimedKind = (typeof timedKinds)[number];

export const isTimedKind = (kind: RowKind): kind is TimedKind => (timedKinds as readonly RowKind[]).includes(kind);

export interface RowKey {
  readonly story: string;
  readonly kind: RowKind;
  readonly key: string;
}

/** Where a fact stands on the axis of what was said or happened. */
export interface Order {
  /** Texts that sort as the facts were said or happened, as far as that is known. */
  readonly key: string;
  /** The last instant at which it can have been said or have happened, in ms since 1970; absent where nothing tells. */
  readonly latest?: number;
}

/** What every row of a fact says of the event that introduced it. `position` and `recordedAt` tell when it became known here. */
interface Recorded {
  readonly id: string;
  readonly position: number;
  readonly recordedAt: string;
  readonly publishedAt?: string;
  /** The corrections that the row has had, by their ids. */
  readonly corrections?: readonly string[];
  /** When each field that was corrected was last corrected. */
  readonly mended?: Readonly<Record<string, string>>;
  /** The retraction that took the fact back, by its id. */
  readonly retractedBy?: string;
}

/** A row of a fact whose data is all there is to say of it. */
export interface FactRow<Data> extends Recorded {
  readonly data: Data;
}

/** A row of what was said, or happened: by itself, or in a statement whose place on the axis it shares. */
export interface TimedRow<Data> extends FactRow<Data> {
  readonly order?: Order;
}

/** No event has it as its id, so it can be the key of a row that belongs to the story as a whole. */
export const headerKey = '*';

/** What a story is called and how it is summed up, with the facts that say so. */
export interface HeaderRow {
  readonly status: 'open' | 'closed';
  readonly title: string;
  readonly titledBy: string;
  readonly language: string;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly summary?: string;
  readonly summarisedBy?: string;
  readonly lead?: string;
  readonly keyFacts?: readonly string[];
}

export type EstimateStatus = 'current' | 'superseded' | 'withdrawn' | 'retracted';

export interface EstimateRow extends TimedRow<EstimateIssued | EstimateRevised> {
  readonly status: EstimateStatus;
  /** The first figure of the chain of revisions. */
  readonly chain: string;
  readonly revises?: string;
  readonly revisedBy?: string;
}

export type Stance = 'confirmed' | 'denied' | 'unconfirmed';

export interface PositionRow extends TimedRow<ClaimPosition> {
  readonly stance: Stance;
}

/** The position of one party on one claim: its latest that is not retracted, or that nothing is recorded here. */
export interface StandRow {
  readonly claim: string;
  readonly party: Party;
  readonly stance: Stance | 'nothing-recorded';
  /** The fact that says so. */
  readonly fact?: string;
  /** Where the party stood before. */
  readonly was?: { readonly stance: Stance | 'nothing-recorded'; readonly fact?: string };
  /** Of the event since which it stands so. */
  readonly position: number;
  readonly recordedAt: string;
}

/** What mends the record. */
interface MendingRow extends Recorded {
  /** The opaque id of the newsroom's key. */
  readonly recordedBy: string;
  readonly fact: string;
  readonly kind: RowKind;
  readonly reason: string;
  /** Since when what is mended here had been on record. */
  readonly stoodSince: string;
}

/** `was` and `now` hold the fields that the correction touched; one that is absent was or is not there. */
export interface CorrectionRow extends MendingRow {
  readonly was: object;
  readonly now: object;
}

export type RetractionRow = MendingRow;

/** The document of a row of each kind. */
export interface RowDocs {
  readonly header: HeaderRow;
  readonly story: FactRow<StoryOpened>;
  readonly title: FactRow<StoryRetitled>;
  readonly summary: FactRow<StorySummarised>;
  readonly link: FactRow<StoryLinked>;
  readonly closing: FactRow<StoryClosed>;
  readonly reopening: FactRow<StoryReopened>;
  readonly source: TimedRow<SourceFiled>;
  readonly estimate: EstimateRow;
  readonly statement: TimedRow<StatementIssued>;
  readonly claim: TimedRow<ClaimRaised>;
  readonly position: PositionRow;
  readonly stand: StandRow;
  readonly occurrence: TimedRow<OccurrenceReported>;
  readonly correction: CorrectionRow;
  readonly retraction: RetractionRow;
}

export type Row = { [K in RowKind]: RowKey & { readonly kind: K; readonly doc: RowDocs[K] } }[RowKind];

/** A row of a fact: neither of the story as a whole, nor of what mended or took back another. */
export type RowOfFact = Exclude<Row, { kind: 'header' | 'stand' | 'correction' | 'retraction' }>;
