import type pg from 'pg';
import { isValid } from './keys.js';

/** Those of the keys, by their ids, that may read: for what goes on in their names after they asked. */
export async function mayKeysRead(pool: pg.Pool, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'may_keys_read',
    text: `select id from key where id = any($1::text[]) and ${isValid} and scopes && array['read', 'admin']`,
    values: [ids],
  });
  return new Set(rows.map(({ id }) => id));
}
