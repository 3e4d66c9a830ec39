import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Scope } from './scopes.js';

/** A key as those see it who ask what it may do. */
export interface Key {
  /** Opaque; what the record says instead of the holder's name. */
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** Events a second; null where the key has no rate of its own. */
  readonly rate: number | null;
}

export interface NewKey {
  readonly holder: string;
  readonly scopes: readonly Scope[];
  readonly expires?: Date;
  readonly rate?: number;
}

/** A key as its keeper sees it. */
export interface KeptKey extends Key {
  readonly holder: string;
  readonly created: Date;
  readonly expires: Date | null;
  readonly revoked: Date | null;
}

// 256 random bits need no slow hash: there is nothing to guess from.
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** The secret that an Authorization header bears. */
export const secretIn = (header: string | undefined): string | undefined => /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];

/** SQL: whether the key of the row is valid now. */
export const isValid = `revoked_at is null and (expires_at is null or expires_at > clock_timestamp())`;

const makeId = () => `k_${randomBytes(9).toString('base64url')}`;

/** Makes a key. The secret is answered here and kept nowhere. */
export async function issueKey(
  pool: pg.Pool,
  { holder, scopes, expires, rate }: NewKey,
): Promise<{ readonly id: string; readonly secret: string }> {
  const id = makeId();
  const secret = `nl_${randomBytes(32).toString('base64url')}`;
  await pool.query(
    `insert into key (id, hash, holder, scopes, expires_at, rate)
     values ($1::text, $2::bytea, $3::text, $4::text[], $5::timestamptz, $6::integer)`,
    [id, hashOf(secret), holder, scopes, expires ?? null, rate ?? null],
  );
  return { id, secret };
}

/** Makes a key without an end and answers its secret. */
export async function createKey(pool: pg.Pool, holder: string, scopes: readonly Scope[]): Promise<string> {
  return (await issueKey(pool, { holder, scopes })).secret;
}

/** Makes a secret that exists already into a key. One that is a key keeps all but its scopes, which become these. */
export async function addKey(pool: pg.Pool, secret: string, holder: string, scopes: readonly Scope[]): Promise<void> {
  await pool.query(
    `insert into key (id, hash, holder, scopes) values ($1::text, $2::bytea, $3::text, $4::text[])
     on conflict (hash) do update set scopes = excluded.scopes`,
    [makeId(), hashOf(secret), holder, scopes],
  );
}

/** All keys, the oldest first. */
export async function listKeys(pool: pg.Pool): Promise<KeptKey[]> {
  const { rows } = await pool.query<KeptKey>(
    `select id, holder, scopes, rate, created_at as created, expires_at as expires, revoked_at as revoked
     from key order by created_at, id`,
  );
  return rows;
}

/** Ends a key for good. Answers since when it has been revoked, or undefined where there is no such key. */
export async function revokeKey(pool: pg.Pool, id: string): Promise<Date | undefined> {
  const { rows } = await pool.query<{ revoked: Date }>(
    `update key set revoked_at = coalesce(revoked_at, clock_timestamp()) where id = $1::text
     returning revoked_at as revoked`,
    [id],
  );
  return rows[0]?.revoked;
}
