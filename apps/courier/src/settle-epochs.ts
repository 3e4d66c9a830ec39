import type pg from 'pg';

/**
 * Pauses the webhooks whose place is of another history than the views show, which has other events at its positions.
 * Those that have no history yet get this one, as far as their place is in it. Answers the ids of those paused.
 */
export async function settleEpochs(pool: pg.Pool, epoch: string, head: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'settle_epochs',
    text: `with begun as (
        update webhook set epoch = $1::text where epoch is null and place <= $2::bigint)
      update webhook set state = 'paused', reason = 'epoch-differs', since = clock_timestamp()
      where state = 'active' and epoch <> $1::text returning id`,
    values: [epoch, head],
  });
  return rows.map(({ id }) => id);
}
