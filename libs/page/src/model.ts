import type { RowDocs, Saying, StoryDocument, StoryVersion, TimelineEntry, ToldChange } from '#views';

export type Figure = Saying<RowDocs['estimate']>;
export type Statement = Saying<RowDocs['statement']>;
export type Position = Saying<RowDocs['position']>;
export type Occurrence = Saying<RowDocs['occurrence']>;
export type Claim = StoryDocument['claims'][number];
export type Correction = StoryDocument['corrections'][number];
export type Retraction = StoryDocument['retractions'][number];
export type Source = StoryDocument['sources'][number];

/** A figure with its place on the axis of what was said: its own, or that of the statement that says it. */
export type PlacedFigure = Figure & { readonly place?: Figure['order'] };

/** A fact of the timeline, told apart by its kind. */
export type TimedFact =
  | { readonly kind: 'estimate'; readonly view: Figure }
  | { readonly kind: 'statement'; readonly view: Statement }
  | { readonly kind: 'claim'; readonly view: Claim }
  | { readonly kind: 'position'; readonly view: Position }
  | { readonly kind: 'occurrence'; readonly view: Occurrence };

/** What changed last, the latest first; or between two moments, as a person tells it. */
export type Comparison =
  | { readonly kind: 'latest'; readonly changes: readonly ToldChange[] }
  | {
      readonly kind: 'between';
      /** Absent where they begin with the story. */
      readonly from?: StoryVersion | undefined;
      readonly to: StoryVersion;
      readonly changes: readonly ToldChange[];
      /** Whether there are more than are told here. */
      readonly hasMore: boolean;
    };

/** All that a page of a story is made of. */
export interface StoryPage {
  readonly document: StoryDocument;
  readonly timeline: readonly TimelineEntry[];
  readonly order: 'latest' | 'earliest';
  /** Where the timeline goes on: the cursor of its next page. */
  readonly next?: string | undefined;
  /** The last version that there is of the story, whatever moment is shown. */
  readonly last: StoryVersion;
  /** Whether a moment of the past is shown, and not the story as it stands. */
  readonly isPast: boolean;
  readonly comparison: Comparison;
  /** The position behind which everything is new to this reader; known in the browser only. */
  readonly newSince?: number | undefined;
  /** Whether the record goes further than these views can show. */
  readonly isParked: boolean;
}
