import type pg from 'pg';

/** Does the work in one transaction: all of it is committed, or nothing. A connection on which it failed is closed. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const done = await work(client);
    await client.query('commit');
    client.release();
    return done;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}
