import type pg from 'pg';
import { hashOf } from './keys.js';
import type { Key } from './keys.js';

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

  private async read(hash: Buffer): Promise<Key | undefined> {
    const { rows } = await this.pool.query<Key>({
      name: 'find_key',
      text: `select id, scopes, rate from key
        where hash = $1::bytea and revoked_at is null and (expires_at is null or expires_at > clock_timestamp())`,
      values: [hash],
    });
    return rows[0];
  }
}
