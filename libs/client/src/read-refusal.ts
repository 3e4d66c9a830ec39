import { NewsledgerError, unreadable } from './newsledger-error.js';
import type { NewsledgerProblem } from './newsledger-error.js';

/** Without a problem that says so: too much was asked just now, or a proxy has no server behind it for the moment. */
const passing = [429, 502, 503, 504];

/** The error that an answer means. */
export function readRefusal(status: number, headers: Headers, text: string, now = Date.now()): NewsledgerError {
  const retryAfterMs = readRetryAfter(headers.get('retry-after'), now);
  const problem = readProblem(text);
  if (problem !== undefined) return new NewsledgerError(problem, retryAfterMs);
  return unreadable(
    status,
    passing.includes(status),
    retryAfterMs,
    `It has the status ${status} and tells no problem.`,
  );
}

/** Seconds, or a date (RFC 9110), in milliseconds from now. */
export function readRetryAfter(text: string | null, now: number): number {
  if (text === null || text === '') return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

function readProblem(text: string): NewsledgerProblem | undefined {
  try {
    const read = JSON.parse(text) as Partial<NewsledgerProblem> | null;
    return typeof read?.code === 'string' && typeof read.retryable === 'boolean' && typeof read.status === 'number'
      ? (read as NewsledgerProblem)
      : undefined;
  } catch {
    return undefined;
  }
}
