import type pg from 'pg';
import { hashOf, isValid, secretIn } from './keys.js';
import type { Key } from './keys.js';
import { isSignedWith, readToken, signToken, tokenLifeMs } from './stream-token.js';

const rememberMs = 500;

/** Looks keys up by their hash and remembers the answer for half a second, so that a revoked key stops within one. */
export class KeyRing {
  private readonly remembered = new Map<string, { readonly until: number; readonly key: Promise<Key | undefined> }>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly now: () => number = Date.now,
  ) {}

  find(secret: string): Promise<Key | undefined> {
    const hash = hashOf(secret);
    const name = hash.toString('base64');
    const known = this.remembered.get(name);
    if (known !== undefined && known.until > this.now()) return known.key;
    if (this.remembered.size > 10_000) this.remembered.clear();
    const key = this.read(hash);
    // Counted from before the question: an answer that was long on its way is no younger for it.
    const entry = { until: this.now() + rememberMs, key };
    this.remembered.set(name, entry);
    key.catch(() => {
      if (this.remembered.get(name) === entry) this.remembered.delete(name);
    });
    return key;
  }

  /** A token that stands for the key of a request, which is known to be valid, until `expires` (ms since 1970). */
  async tokenFor(header: string | undefined): Promise<{ readonly token: string; readonly expires: number }> {
    const secret = secretIn(header) ?? '';
    const key = await this.find(secret);
    if (key === undefined) throw new Error('a token was asked for without a key');
    const expires = this.now() + tokenLifeMs;
    return { token: signToken(key.id, hashOf(secret), expires), expires };
  }

  /** The key that a token stands for; undefined where it has expired, or the key is no longer valid. */
  async findByToken(token: string): Promise<Key | undefined> {
    const claim = readToken(token);
    const left = (claim?.expires ?? 0) - this.now();
    // None is given for longer: whoever could sign one could not sign it for ever.
    if (claim === undefined || left <= 0 || left > tokenLifeMs) return undefined;
    const { rows } = await this.pool.query<Key & { readonly hash: Buffer }>({
      name: 'find_key_by_id',
      text: `select id, scopes, rate, hash from key
        where id = $1::text and ${isValid}`,
      values: [claim.keyId],
    });
    const [found] = rows;
    if (found === undefined || !isSignedWith(claim, found.hash)) return undefined;
    const { id, scopes, rate } = found;
    return { id, scopes, rate };
  }

  private async read(hash: Buffer): Promise<Key | undefined> {
    const { rows } = await this.pool.query<Key>({
      name: 'find_key',
      text: `select id, scopes, rate from key
        where hash = $1::bytea and ${isValid}`,
      values: [hash],
    });
    return rows[0];
  }
}
