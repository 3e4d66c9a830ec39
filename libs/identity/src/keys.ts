import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';

export type Scope = 'publish';

export interface Key {
  /** Opaque; what the record says instead of the holder's name. */
  readonly id: string;
  readonly scopes: readonly Scope[];
}

// 256 random bits need no slow hash: there is nothing to guess from.
const hashOf = (secret: string) => createHash('sha256').update(secret).digest();

/** Makes a key and answers its secret, which is kept nowhere. */
export async function createKey(pool: pg.Pool, holder: string, scopes: readonly Scope[]): Promise<string> {
  const secret = `nl_${randomBytes(32).toString('base64url')}`;
  await addKey(pool, secret, holder, scopes);
  return secret;
}

/** Makes a secret that exists already into a key; does nothing when it is one. */
export async function addKey(pool: pg.Pool, secret: string, holder: string, scopes: readonly Scope[]): Promise<void> {
  await pool.query(
    `insert into key (id, hash, holder, scopes) values ($1::text, $2::bytea, $3::text, $4::text[])
     on conflict (hash) do nothing`,
    [`k_${randomBytes(9).toString('base64url')}`, hashOf(secret), holder, scopes],
  );
}

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
    this.remembered.set(name, { until: this.now() + 500, key });
    key.catch(() => this.remembered.delete(name));
    return key;
  }

  private async read(hash: Buffer): Promise<Key | undefined> {
    const { rows } = await this.pool.query<Key>({
      name: 'find_key',
      text: `select id, scopes from key where hash = $1::bytea and revoked_at is null`,
      values: [hash],
    });
    return rows[0];
  }
}
