import type pg from 'pg';

/** Whether a key, by its id, is one that may read: for what goes on in its name after it asked. */
export async function mayKeyRead(pool: pg.Pool, id: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'may_key_read',
    text: `select from key where id = $1::text and revoked_at is null
      and (expires_at is null or expires_at > clock_timestamp()) and scopes && array['read', 'admin']`,
    values: [id],
  });
  return rowCount === 1;
}
