import type pg from 'pg';
import { utcTime } from '#postgres';

/** A checkpoint as it was signed. */
export interface KeptCheckpoint {
  readonly size: number;
  readonly root: Buffer;
  /** The signed note. */
  readonly note: string;
}

export async function keepCheckpoint(
  pool: pg.Pool,
  epoch: number,
  { size, root, note }: KeptCheckpoint,
): Promise<void> {
  await pool.query({
    name: 'keep_checkpoint',
    text: `insert into checkpoint (epoch, size, root, note) values ($1::integer, $2::bigint, $3::bytea, $4::text)`,
    values: [epoch, size, root, note],
  });
}

/** The checkpoint of an epoch that was signed last. */
export async function readLastCheckpoint(pool: pg.Pool, epoch: number): Promise<KeptCheckpoint | undefined> {
  const { rows } = await pool.query<KeptCheckpoint>({
    name: 'read_last_checkpoint',
    text: `select size, root, note from checkpoint where epoch = $1::integer order by number desc limit 1`,
    values: [epoch],
  });
  return rows[0];
}

/** The same, with when it was signed: RFC 3339 UTC, µs. */
export async function readLastSigning(
  pool: pg.Pool,
  epoch: number,
): Promise<(KeptCheckpoint & { readonly signedAt: string }) | undefined> {
  const { rows } = await pool.query<KeptCheckpoint & { readonly signedAt: string }>({
    name: 'read_last_signing',
    text: `select size, root, note, ${utcTime('signed_at')} as "signedAt" from checkpoint
      where epoch = $1::integer order by number desc limit 1`,
    values: [epoch],
  });
  return rows[0];
}

export interface NumberedCheckpoint extends KeptCheckpoint {
  /** In the order in which they were signed. */
  readonly number: number;
}

/** A page of the checkpoints of an epoch behind a number, in the order in which they were signed. */
export async function readCheckpoints(
  pool: pg.Pool,
  epoch: number,
  after: number,
  most: number,
): Promise<NumberedCheckpoint[]> {
  const { rows } = await pool.query<NumberedCheckpoint>({
    name: 'read_checkpoints',
    text: `select number, size, root, note from checkpoint
      where epoch = $1::integer and number > $2::bigint order by number limit $3::integer`,
    values: [epoch, after, most],
  });
  return rows;
}
