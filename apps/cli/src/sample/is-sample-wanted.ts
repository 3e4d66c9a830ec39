interface Ledger {
  readonly isAskedFor: boolean;
  /** Whether the ledger is our own, not one that a setting names. */
  readonly isEmbedded: boolean;
  readonly isEmpty: boolean;
  /** Whether the sample story, or a part of it, is there. */
  readonly isThere: boolean;
}

/** Our own ledger gets the sample while it is empty, and the rest of it where a start was interrupted. */
export function isSampleWanted({ isAskedFor, isEmbedded, isEmpty, isThere }: Ledger): boolean {
  return isAskedFor || (isEmbedded && (isEmpty || isThere));
}
