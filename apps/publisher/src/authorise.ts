import { mayPublish, requireKey } from '#identity';
import type { Key, KeyRing } from '#identity';

/** The key behind the request, allowed to publish to the story; throws a refusal that tells nothing about any story. */
export function authorise(keys: KeyRing, header: string | undefined, story: string): Promise<Key> {
  return requireKey(keys, header, {
    purpose: 'Publishing',
    allows: (scopes) => mayPublish(scopes, story),
    away: 'ledger-unavailable',
  });
}
