import type pg from 'pg';
import type { StoredEvent } from '#events';
import type { Epoch } from './read-committed.js';

/** The last event of a topic, and the history that it says it is of. */
export interface LastPublished {
  readonly epoch: string;
  readonly event: Pick<StoredEvent, 'position' | 'story' | 'id' | 'salt'>;
}

/** The histories of this ledger, the current one last. */
export async function readEpochs(pool: pg.Pool | pg.ClientBase): Promise<readonly Epoch[]> {
  const { rows } = await pool.query<Epoch>(`select number, id from epoch order by number`);
  return rows;
}

/** Whether a new epoch began after just this was published, so that a topic that ends with it may be made anew. */
export async function isGivenUp(pool: pg.Pool, { epoch, event }: LastPublished): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from given_up where epoch = $1::text and position = $2::bigint and salt = decode($3::text, 'hex')
       and epoch <> (select id from epoch order by number desc limit 1)`,
    [epoch, event.position, event.salt],
  );
  return rowCount === 1;
}

/** Goes on with a history that began after this copy of the ledger was made. */
export async function takeOnEpoch(client: pg.ClientBase, id: string): Promise<void> {
  await client.query(`insert into epoch (number, id) select max(number) + 1, $1::text from epoch`, [id]);
}

/** Begins a new history with what the ledger holds; what was published last is given up. Answers the new epoch. */
export async function beginEpoch(client: pg.ClientBase, published: LastPublished | undefined): Promise<Epoch> {
  await client.query('begin');
  try {
    if (published !== undefined) {
      const { epoch, event } = published;
      await client.query(
        `insert into given_up (epoch, position, story, id, salt)
         values ($1::text, $2::bigint, $3::text, $4::text, decode($5::text, 'hex')) on conflict do nothing`,
        [epoch, event.position, event.story, event.id, event.salt],
      );
      const known = await readEpochs(client);
      // What was published under a name that this copy does not know is of its past from now on.
      if (!known.some(({ id }) => id === epoch)) await takeOnEpoch(client, epoch);
    }
    const { rows } = await client.query<Epoch>(
      `insert into epoch (number, id) select max(number) + 1, gen_random_uuid()::text from epoch returning number, id`,
    );
    await client.query('commit');
    const [begun] = rows;
    if (begun === undefined) throw new Error('no epoch was begun');
    return begun;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
