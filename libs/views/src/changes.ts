import type {
  Attribution,
  Cite,
  ClaimPosition,
  EstimateRevised,
  Link,
  Metric,
  OccurrenceReported,
  Participant,
  Party,
  Place,
  Quantity,
  StatementIssued,
  StoryLinked,
  When,
  Wording,
} from '#events';
import type { RowKind, Stance } from './rows.js';

/** Who said something, when and where it stands: a fact's own, or those of the statement that it was said in. */
export interface Utterance {
  readonly by?: Attribution;
  readonly when?: When;
  readonly cites?: readonly Cite[];
}

/** What a figure covers: two figures of one metric may be of two months, and then neither replaces the other. */
export interface Extent {
  readonly scope?: string;
  readonly place?: Place;
  readonly period?: When;
}

/** What a statement answers, refers to or explains, with the words that readers know that by. */
export type ToldLink = Link & { readonly label: string };

/** What a reader must be told of one event, with the data as it was known when it was recorded. */
export type Change =
  | { readonly change: 'opened'; readonly title: string }
  | { readonly change: 'retitled'; readonly from: string; readonly to: string }
  | { readonly change: 'summarised'; readonly from?: string; readonly to: string }
  | { readonly change: 'linked'; readonly to: string; readonly relation: StoryLinked['relation'] }
  | { readonly change: 'closed' | 'reopened'; readonly reason: string }
  | { readonly change: 'filed'; readonly title: string; readonly publisher?: string }
  | (Utterance & Extent & { readonly change: 'issued'; readonly metric: Metric; readonly quantity: Quantity })
  | (Utterance &
      Extent & {
        readonly change: 'revised' | 'withdrawn';
        readonly metric: Metric;
        readonly revises: string;
        readonly cause: EstimateRevised['cause'];
        /** Absent where the figure before had been withdrawn. */
        readonly from?: Quantity;
        readonly to?: Quantity;
        /** How much more it is than before, where both are plain numbers of one unit. */
        readonly difference?: number;
      })
  | (Utterance & {
      readonly change: 'stated';
      readonly act: StatementIssued['act'];
      readonly modality: StatementIssued['modality'];
      readonly condition?: string;
      readonly proposition: string;
      readonly wording?: Wording;
      readonly links?: readonly ToldLink[];
    })
  | (Utterance & { readonly change: 'raised'; readonly proposition: string; readonly concerns: readonly Party[] })
  | (Utterance & {
      readonly change: Stance;
      readonly claim: string;
      readonly proposition: string;
      readonly strength?: ClaimPosition['strength'];
      readonly wording?: Wording;
      /** The parties of it that had stood elsewhere before, and where. */
      readonly was?: readonly { readonly party: Party; readonly stance: Stance }[];
    })
  | (Utterance & {
      readonly change: 'reported';
      readonly kind: OccurrenceReported['kind'];
      readonly what: string;
      readonly participants?: readonly Participant[];
      readonly place?: Place;
    })
  | {
      readonly change: 'corrected';
      readonly fact: string;
      readonly kind: RowKind;
      readonly label: string;
      readonly reason: string;
      readonly was: object;
      readonly now: object;
    }
  | {
      readonly change: 'retracted';
      readonly fact: string;
      readonly kind: RowKind;
      readonly label: string;
      readonly reason: string;
      /** The figure that is current again, where the end of a chain was retracted. */
      readonly again?: { readonly id: string; readonly quantity?: Quantity };
      /** Where the parties stand now whose position was retracted. */
      readonly left?: readonly { readonly party: Party; readonly stance: Stance | 'nothing-recorded' }[];
    }
  /** The record goes further than the view: the event cannot be folded, or one before it cannot. */
  | { readonly change: 'parked'; readonly type: string };

/** Where a change stands when a person tells several. */
export interface Telling {
  /** What is told first: the story itself, figures, claims, statements, occurrences, and small edits last. */
  readonly rank: number;
  /** Changes of one subject, such as the figures of one metric, are told together. */
  readonly subject: string;
  /** The position of the fact that is told of; of a correction or a retraction, that of the fact that it mends. */
  readonly about: number;
  /** The parties and speakers who say what is told of; of a correction, also those who were said to. */
  readonly voices: readonly string[];
}

export type PlacedChange = Telling & { readonly change: Change };

export const isMending = ({ change }: Change): boolean => change === 'corrected' || change === 'retracted';
