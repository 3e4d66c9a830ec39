import { timedKinds } from '#views';
import type { CorrectionRow, HeaderRow, RetractionRow, RowDocs, TimedKind, Utterance } from '#views';

/** The kinds of facts that files tell. */
export const factKinds = timedKinds;

export type FactKind = TimedKind;

/** A fact of a kind as it is known, with who said it, followed to the statement that it was said in. */
export interface FactOf<K extends FactKind> {
  readonly kind: K;
  readonly key: string;
  readonly doc: RowDocs[K];
  readonly said: Utterance;
}

export type ViewFact = { [K in FactKind]: FactOf<K> }[FactKind];

/** All that is known of a story at a position. The same view is the same bytes in every format, whenever it is rendered. */
export interface StoryView {
  readonly story: string;
  readonly ledger: string;
  readonly epoch: string;
  /** The base of absolute addresses, without a slash at its end. */
  readonly publicUrl: string;
  /** Of the story's last event. */
  readonly version: number;
  readonly position: number;
  readonly changedAt: string;
  readonly header: HeaderRow;
  /** In the order in which they were said or happened. */
  readonly facts: readonly ViewFact[];
  /** By position. */
  readonly corrections: readonly CorrectionRow[];
  readonly retractions: readonly RetractionRow[];
}
