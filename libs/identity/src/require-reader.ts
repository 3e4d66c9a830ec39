import type { KeyRing } from './key-ring.js';
import { requireKey } from './require-key.js';
import { mayRead } from './scopes.js';

/** Lets in whoever may read; everybody where there are no keys, which is where reading is open. Throws a refusal. */
export async function requireReader(keys: KeyRing | null, header: string | undefined): Promise<void> {
  if (keys === null) return;
  await requireKey(keys, header, { purpose: 'Reading', allows: mayRead, away: 'keys-unavailable' });
}
