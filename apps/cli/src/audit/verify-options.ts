export interface VerifyOptions {
  /** A verifier key that is known from elsewhere, or a file of such. */
  readonly key?: string;
  /** The auditor's own memory. */
  readonly against?: string;
  readonly remember?: string;
  /** Asks a notary over HTTP, and reads no database. */
  readonly url?: string;
  /** Folds the views anew, too. */
  readonly views?: boolean;
  readonly json?: boolean;
}
