import { catalogue } from './catalogue.js';
import type { ErrorCode } from './catalogue.js';
import type { FieldError, Refusal } from './refusal.js';

/** RFC 9457 problem details, media type `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly errors?: readonly FieldError[];
  readonly [fact: string]: unknown;
}

export function problemOf(refusal: Refusal): Problem {
  const { status, title, retryable } = catalogue[refusal.code];
  return {
    type: `urn:newsledger:error:${refusal.code}`,
    title,
    status,
    detail: refusal.detail,
    code: refusal.code,
    retryable,
    ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
    ...refusal.facts,
  };
}
