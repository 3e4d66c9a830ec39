import type pg from 'pg';
import { envelopeColumns, envelopeOf } from './read-events.js';
import type { Envelope, EnvelopeRow } from './read-events.js';

/** What the ledger holds at a position, be it whole or not. */
export interface SealedRow {
  readonly position: number;
  /** Absent where there is only a payload. */
  readonly event?: Envelope & { readonly commitment: Buffer };
  /** What the payload commits to; absent where there is none. SHA-256, 32 bytes. */
  readonly computed?: Buffer;
}

interface Row extends Omit<EnvelopeRow, 'recorded_at'> {
  /** PostgreSQL writes no infinite time. */
  readonly recorded_at: string | null;
  readonly at: number;
  readonly commitment: Buffer | null;
  readonly computed: Buffer | null;
}

/** All that lies behind a position and up to another, in order. Payloads are hashed where they are. */
export async function readSealed(pool: pg.Pool, after: number, to: number): Promise<SealedRow[]> {
  const { rows } = await pool.query<Row>({
    name: 'read_sealed',
    text: `select coalesce(e.position, p.position) as at, ${envelopeColumns}, e.commitment,
        sha256(p.salt || convert_to(
          case when p.actor is null then '{"data":' else '{"actor":' || to_json(p.actor)::text || ',"data":' end
          || p.data || '}', 'UTF8')) as computed
      from (select * from event where position > $1::bigint and position <= $2::bigint) e
      full join (select * from payload where position > $1::bigint and position <= $2::bigint) p using (position)
      order by 1`,
    values: [after, to],
  });
  return rows.map(({ at, commitment, computed, ...row }) => ({
    position: at,
    ...(commitment === null
      ? {}
      : { event: { ...envelopeOf({ ...row, recorded_at: row.recorded_at ?? 'infinite' }), commitment } }),
    ...(computed === null ? {} : { computed }),
  }));
}

/** The first and the last position of either table; undefined in an empty ledger. */
export async function readExtent(
  pool: pg.Pool,
): Promise<{ readonly first: number; readonly last: number } | undefined> {
  const { rows } = await pool.query<{ first: number | null; last: number | null }>(
    `select least((select min(position) from event), (select min(position) from payload)) as first,
       greatest((select max(position) from event), (select max(position) from payload)) as last`,
  );
  const [row] = rows;
  const { first = null, last = null } = row ?? {};
  return first === null || last === null ? undefined : { first, last };
}
