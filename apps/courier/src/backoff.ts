/** How long failing deliveries are tried again, and when. */
const firstMs = 5_000;
const factor = 3;
const mostMs = 4 * 3_600_000;
/** The most that a receiver may ask us to wait. */
const mostAskedMs = 24 * 3_600_000;

export const giveUpDays = 3;

/**
 * The pause after so many failures in a row (1 or more): thrice as long each time, shortened by up to half at random, so that
 * what failed together is not tried together. A receiver that asks for more gets it.
 */
export function pauseAfter(failures: number, askedMs: number | undefined, random = Math.random): number {
  const whole = Math.min(firstMs * factor ** Math.min(failures - 1, 20), mostMs);
  const pause = Math.round(whole * (1 - random() / 2));
  return Math.max(pause, Math.min(askedMs ?? 0, mostAskedMs));
}

/** `Retry-After` (RFC 9110), in seconds or as a date, as ms from now; undefined where it says neither. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1_000;
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
