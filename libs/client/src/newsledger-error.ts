import type { Problem } from './api.js';

/** A code of the catalogue, or why there is no answer that Newsledger gave. Later servers may know more codes. */
export type NewsledgerErrorCode = Problem['code'] | 'unreachable' | 'unreadable';

/** What went wrong: the members that every problem of Newsledger has (RFC 9457), and those that its code brings along. */
export type NewsledgerProblem = Omit<Problem, 'code'> & { readonly code: NewsledgerErrorCode };

/** A refusal, or an answer that did not come. What may pass was tried again before this is thrown. */
export class NewsledgerError extends Error {
  override readonly name = 'NewsledgerError';

  constructor(
    readonly problem: NewsledgerProblem,
    /** How long the server asks to wait. */
    readonly retryAfterMs = 0,
    cause?: unknown,
  ) {
    super(`${problem.code}: ${problem.detail}`, cause === undefined ? {} : { cause });
  }

  get code(): NewsledgerErrorCode {
    return this.problem.code;
  }

  /** Of the answer; 0 where there was none. */
  get status(): number {
    return this.problem.status;
  }

  /** Whether the same request may succeed later. */
  get retryable(): boolean {
    return this.problem.retryable;
  }

  /** Every fault of the input. */
  get errors(): NonNullable<Problem['errors']> {
    return this.problem.errors ?? [];
  }
}

/** No answer came, or not all of it. */
export function unreachable(detail: string, cause?: unknown, retryable = true): NewsledgerError {
  const title = 'The server cannot be reached';
  const type = 'urn:newsledger:error:unreachable';
  return new NewsledgerError({ type, title, status: 0, detail, code: 'unreachable', retryable }, 0, cause);
}

/** Something answered, but not as Newsledger does: a proxy, perhaps. */
export function unreadable(status: number, retryable: boolean, retryAfterMs: number, detail: string): NewsledgerError {
  const title = 'The answer is not one of Newsledger';
  const type = 'urn:newsledger:error:unreadable';
  return new NewsledgerError({ type, title, status, detail, code: 'unreadable', retryable }, retryAfterMs);
}
