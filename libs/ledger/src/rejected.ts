import type pg from 'pg';
import { utcTime } from '#postgres';

/** What a key holder sent to a story and was refused. */
export interface RejectedPublish {
  /** A UUIDv7. */
  readonly id: string;
  readonly story: string;
  /** RFC 3339 UTC, µs. */
  readonly rejectedAt: string;
  /** The answer that was given: JSON text of problem details. */
  readonly problem: string;
  /** As received. */
  readonly body: Buffer;
}

const keptDays = 30;
/** Of all bodies of one key; beyond it the oldest are forgotten. */
const keptBytes = 64 * 1024 * 1024;

export async function keepRejected(
  pool: pg.Pool,
  recordedBy: string,
  { id, story, problem, body }: Omit<RejectedPublish, 'rejectedAt'>,
): Promise<void> {
  await pool.query({
    name: 'keep_rejected',
    text: `insert into rejected (id, recorded_by, story, problem, body)
      values ($1::text, $2::text, $3::text, $4::text, $5::bytea)`,
    values: [id, recordedBy, story, problem, body],
  });
}

const pageBytes = 2 * 1024 * 1024;

/** The latest first, behind an id where one is given: at most `limit`, and about 2 MiB of bodies, at least one. */
export async function listRejected(
  pool: pg.Pool,
  recordedBy: string,
  page: { readonly behind: string | undefined; readonly limit: number },
): Promise<RejectedPublish[]> {
  const { rows } = await pool.query<RejectedPublish>({
    name: 'list_rejected',
    text: `select id, story, ${utcTime('rejected_at')} as "rejectedAt",
        problem, body
      from (
        select id, story, rejected_at, problem, body,
          sum(octet_length(body)) over (order by id desc) - octet_length(body) as bytes_before
        from (
          select id, story, rejected_at, problem, body from rejected
          where recorded_by = $1::text and ($2::text is null or id < $2::text)
          order by id desc limit $3::integer) latest) sized
      where bytes_before < $4::bigint
      order by id desc`,
    values: [recordedBy, page.behind ?? null, page.limit, pageBytes],
  });
  return rows;
}

const prunedAtOnce = 200;

/**
 * Forgets what is older than thirty days, and the oldest of a key that has more than its share of bytes; a few at a time,
 * so that however much there is, it is got through.
 */
export async function pruneRejected(pool: pg.Pool, mostBytes = keptBytes): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query({
      name: 'prune_rejected',
      text: `delete from rejected where id in (
          select id from (
            (select id from rejected where rejected_at < clock_timestamp() - make_interval(days => $1::integer)
             order by rejected_at limit $3::integer)
            union
            (select id from (
               select id, sum(octet_length(body) + octet_length(problem)) over (partition by recorded_by order by id desc) as bytes
               from rejected) sized
             where bytes > $2::bigint order by id limit $3::integer)) old)`,
      values: [keptDays, mostBytes, prunedAtOnce],
    });
    if ((rowCount ?? 0) === 0) return;
  }
}
