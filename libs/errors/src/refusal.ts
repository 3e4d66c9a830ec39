import type { ErrorCode } from './catalogue.js';

/** One thing wrong with the input: `pointer` is a JSON Pointer (RFC 6901) into the body, or the name of a parameter. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** An expected "no", as a value. `facts` are further members of the answer, such as `currentVersion`. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly facts?: Readonly<Record<string, string | number>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export const accepted = <T>(value: T): Result<T> => ({ ok: true, value });

export const refused = (refusal: Refusal): Result<never> => ({ ok: false, refusal });

/** Carries a refusal out of a place that can only throw, such as an HTTP guard. */
export class RefusalError extends Error {
  override readonly name = 'RefusalError';

  constructor(readonly refusal: Refusal) {
    super(`${refusal.code}: ${refusal.detail}`);
  }
}

/** A refusal that was thrown, as a value. Whatever else was thrown goes on. */
export function refusedBy(thrown: unknown): Result<never> {
  if (thrown instanceof RefusalError) return refused(thrown.refusal);
  throw thrown;
}
