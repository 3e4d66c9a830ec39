import { createHash } from 'node:crypto';
import { RefusalError } from '#errors';
import { canonicalJson } from '#events';
import type { Idempotency } from '#ledger';

/**
 * The header `Idempotency-Key`, as it is or as a quoted string, with the fingerprint of the body, which was read as JSON
 * before.
 */
export function readIdempotencyKey(header: string | undefined, body: Uint8Array): Idempotency | undefined {
  if (header === undefined) return undefined;
  const key = /^"([\x21\x23-\x7e]{1,255})"$|^([\x21\x23-\x7e]{1,255})$/.exec(header.trim());
  if (key === null) {
    const detail = 'must be 1 to 255 visible ASCII characters without a double quote, such as a UUID';
    throw new RefusalError({
      code: 'invalid-header',
      detail: `Idempotency-Key ${detail}.`,
      errors: [{ pointer: 'Idempotency-Key', code: 'invalid-header', detail }],
    });
  }
  const content = canonicalJson(JSON.parse(Buffer.from(body).toString()));
  return { key: key[1] ?? key[2] ?? '', fingerprint: createHash('sha256').update(content).digest() };
}
