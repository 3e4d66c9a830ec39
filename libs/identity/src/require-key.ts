import { RefusalError } from '#errors';
import type { ErrorCode } from '#errors';
import { isDatabaseAway } from '#postgres';
import type { KeyRing } from './key-ring.js';
import { secretIn } from './keys.js';
import type { Key } from './keys.js';
import type { Scope } from './scopes.js';

export interface Right {
  /** What the key is needed for, such as "Publishing". */
  readonly purpose: string;
  readonly allows: (scopes: readonly Scope[]) => boolean;
  /** Said while keys cannot be looked up. */
  readonly away: ErrorCode;
}

/** The key behind a request, with the right; throws a refusal that tells nothing about what was asked for. */
export async function requireKey(keys: KeyRing, header: string | undefined, right: Right): Promise<Key> {
  const secret = secretIn(header);
  if (secret === undefined) {
    const detail = `${right.purpose} needs the header "Authorization: Bearer KEY".`;
    throw new RefusalError({ code: 'key-missing', detail });
  }
  const key = await keys.find(secret).catch((error: unknown) => {
    if (!isDatabaseAway(error)) throw error;
    throw new RefusalError({ code: right.away, detail: 'Keys cannot be looked up just now. Try again.' });
  });
  if (key === undefined) {
    throw new RefusalError({ code: 'key-unknown', detail: 'The key is unknown, has expired or was revoked.' });
  }
  if (!right.allows(key.scopes)) {
    throw new RefusalError({ code: 'key-lacks-scope', detail: 'The key has no scope that allows this.' });
  }
  return key;
}
