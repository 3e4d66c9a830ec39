import type { ErrorCode, FieldError } from '#errors';
import type { Fact, InvalidField } from '#events';

export interface RuleError extends FieldError {
  readonly code: ErrorCode;
}

/** What decisions ask of the outside: both are pure for the events that are being decided. */
export interface Knowledge {
  /** A fact that stands in the ledger, with its corrections applied. Asked only for facts that are corrected. */
  readonly recordedFact: (id: string) => Fact | undefined;
  /** What of the schema the data of a fact does not fit. */
  readonly validate: (fact: Fact) => readonly InvalidField[];
}
