import { RefusalError } from '#errors';

const detail = 'must be a date such as Mon, 28 Oct 2024 21:05:00 GMT';

/** The time that a client asks for, as RFC 3339; undefined where it asks for none. */
export function readAcceptDatetime(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = String(header).trim();
  const time = new Date(text);
  // Written again it must be the same: JavaScript reads far more than the one form that HTTP has.
  if (!Number.isNaN(time.getTime()) && time.getUTCFullYear() > 0 && time.toUTCString() === text)
    return time.toISOString();
  throw new RefusalError({
    code: 'invalid-header',
    detail: `Accept-Datetime ${detail}.`,
    errors: [{ pointer: 'Accept-Datetime', code: 'http-date', detail }],
  });
}
