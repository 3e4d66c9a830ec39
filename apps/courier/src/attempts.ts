import type pg from 'pg';
import { utcTime } from '#postgres';

/** A try to deliver, as the owner sees it. */
export interface ListedAttempt {
  readonly id: number;
  readonly at: string;
  /** Absent for a test. */
  readonly position?: number;
  readonly event?: string;
  readonly type?: string;
  readonly story?: string;
  /** Which try of this event it was. */
  readonly attempt: number;
  readonly outcome: 'delivered' | 'failed';
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
}

const keptOfWebhook = 500;
const keptDays = 30;

/** The latest first, behind an id where one is given. */
export async function listAttempts(
  pool: pg.Pool,
  webhook: string,
  { behind, limit }: { readonly behind: number | undefined; readonly limit: number },
): Promise<ListedAttempt[]> {
  const { rows } = await pool.query<{ doc: ListedAttempt }>({
    name: 'list_attempts',
    text: `select json_strip_nulls(json_build_object('id', id,
        'at', ${utcTime('at')},
        'position', position, 'event', event, 'type', type, 'story', story, 'attempt', number, 'outcome', outcome,
        'status', status, 'error', error, 'durationMs', duration_ms)) as doc
      from attempt where webhook = $1::text and ($2::bigint is null or id < $2::bigint)
      order by id desc limit $3::integer`,
    values: [webhook, behind ?? null, limit],
  });
  return rows.map(({ doc }) => doc);
}

export interface TestedAttempt {
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
}

export async function noteTest(
  pool: pg.Pool,
  webhook: string,
  { status, error, durationMs }: TestedAttempt,
): Promise<void> {
  await pool.query({
    name: 'note_test',
    text: `insert into attempt (webhook, number, outcome, status, error, duration_ms)
      select id, 1, $2::text, $3::integer, $4::text, $5::integer from webhook where id = $1::text`,
    values: [webhook, error === undefined ? 'delivered' : 'failed', status ?? null, error ?? null, durationMs],
  });
}

/** Forgets all but the newest of a webhook. */
export async function pruneAttemptsOf(pool: pg.Pool, webhook: string): Promise<void> {
  await pool.query({
    name: 'prune_attempts_of',
    text: `delete from attempt where webhook = $1::text and id <= (
        select id from attempt where webhook = $1::text order by id desc offset $2::integer limit 1)`,
    values: [webhook, keptOfWebhook],
  });
}

const prunedAtOnce = 1_000;

/** Forgets what is older than thirty days, a few at a time. */
export async function pruneAttempts(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query({
      name: 'prune_attempts',
      text: `delete from attempt where id in (
          select id from attempt where at < clock_timestamp() - $1::integer * interval '1 day'
          order by at limit $2::integer)`,
      values: [keptDays, prunedAtOnce],
    });
    if ((rowCount ?? 0) < prunedAtOnce) return;
  }
}
