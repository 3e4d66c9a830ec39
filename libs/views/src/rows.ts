import type {
  Attribution,
  Cite,
  EstimateIssued,
  EstimateRevised,
  Metric,
  Quantity,
  SourceFiled,
  StatementIssued,
  StoryOpened,
  When,
} from '#events';

export type RowKind = 'story' | 'source' | 'estimate' | 'statement' | 'correction';

export interface RowKey {
  readonly story: string;
  readonly kind: RowKind;
  readonly key: string;
}

/** What every row says of the event that introduced it. `position` and `recordedAt` tell when it became known here. */
interface Recorded {
  readonly id: string;
  readonly position: number;
  readonly recordedAt: string;
  readonly publishedAt?: string;
  /** The corrections that the row has had, by their ids. */
  readonly corrections?: readonly string[];
}

export interface StoryRow extends Recorded {
  readonly status: 'open';
  readonly data: StoryOpened;
}

export interface SourceRow extends Recorded {
  readonly data: SourceFiled;
}

export type EstimateStatus = 'current' | 'superseded' | 'withdrawn';

export interface EstimateRow extends Recorded {
  readonly status: EstimateStatus;
  readonly revises?: string;
  readonly revisedBy?: string;
  readonly data: EstimateIssued | EstimateRevised;
}

export interface StatementRow extends Recorded {
  readonly data: StatementIssued;
}

/** `was` and `now` hold the fields that the correction touched; one that is absent was or is not there. */
export interface CorrectionRow extends Recorded {
  readonly fact: string;
  readonly kind: RowKind;
  readonly reason: string;
  readonly was: object;
  readonly now: object;
}

export type Row =
  | (RowKey & { readonly kind: 'story'; readonly doc: StoryRow })
  | (RowKey & { readonly kind: 'source'; readonly doc: SourceRow })
  | (RowKey & { readonly kind: 'estimate'; readonly doc: EstimateRow })
  | (RowKey & { readonly kind: 'statement'; readonly doc: StatementRow })
  | (RowKey & { readonly kind: 'correction'; readonly doc: CorrectionRow });

/** Who said something, when and where it stands: a fact's own, or those of the statement that it was said in. */
export interface Utterance {
  readonly by?: Attribution;
  readonly when?: When;
  readonly cites?: readonly Cite[];
}

/** What a reader must be told of one event, with the data as it was known when it was recorded. */
export type Change =
  | { readonly change: 'opened'; readonly title: string }
  | { readonly change: 'filed'; readonly title: string; readonly publisher?: string }
  | (Utterance & { readonly change: 'issued'; readonly metric: Metric; readonly quantity: Quantity })
  | (Utterance & {
      readonly change: 'revised' | 'withdrawn';
      readonly metric: Metric;
      readonly revises: string;
      readonly cause: EstimateRevised['cause'];
      /** Absent where the figure before had been withdrawn. */
      readonly from?: Quantity;
      readonly to?: Quantity;
    })
  | (Utterance & {
      readonly change: 'stated';
      readonly act: StatementIssued['act'];
      readonly modality: StatementIssued['modality'];
      readonly condition?: string;
      readonly proposition: string;
      readonly wording?: StatementIssued['wording'];
    })
  | {
      readonly change: 'corrected';
      readonly fact: string;
      readonly kind: RowKind;
      readonly label: string;
      readonly reason: string;
      readonly was: object;
      readonly now: object;
    };
