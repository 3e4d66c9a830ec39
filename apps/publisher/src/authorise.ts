import { RefusalError } from '#errors';
import type { Key, KeyRing } from '#identity';
import { isDatabaseAway } from '#postgres';

/** The key behind the request, allowed to publish; throws a refusal that tells nothing about any story. */
export async function authorise(keys: KeyRing, header: string | undefined): Promise<Key> {
  const secret = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  if (secret === undefined) {
    throw new RefusalError({ code: 'key-missing', detail: 'Publishing needs the header "Authorization: Bearer KEY".' });
  }
  const key = await keys.find(secret).catch((error: unknown) => {
    if (!isDatabaseAway(error)) throw error;
    throw new RefusalError({ code: 'ledger-unavailable', detail: 'Keys cannot be looked up just now. Try again.' });
  });
  if (key === undefined) throw new RefusalError({ code: 'key-unknown', detail: 'The key is unknown or was revoked.' });
  if (!key.scopes.includes('publish')) {
    throw new RefusalError({ code: 'key-lacks-scope', detail: 'The key does not have the scope "publish".' });
  }
  return key;
}
