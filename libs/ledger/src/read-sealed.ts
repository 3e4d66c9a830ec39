import type pg from 'pg';
import { envelopeColumns, envelopeOf } from './read-events.js';
import type { Envelope, EnvelopeRow } from './read-events.js';

/** What the ledger holds at a position, be it whole or not. */
export interface SealedRow {
  readonly position: number;
  /** Absent where there is only a payload. */
  readonly event?: Envelope & { readonly commitment: Buffer };
  /** Whether there is a payload, and it is what was committed to; what else it commits to, in hexadecimal. */
  readonly payload: 'sound' | 'missing' | { readonly commits: string };
}

interface Row extends Omit<EnvelopeRow, 'recorded_at'> {
  readonly at: number;
  /** PostgreSQL writes no infinite time. */
  readonly recorded_at: string | null;
  readonly commitment: Buffer | null;
  readonly payload: string;
}

/** All that lies behind a position and up to another, in order. Payloads are hashed where they are. */
export async function readSealed(pool: pg.Pool, after: number, to: number): Promise<SealedRow[]> {
  const { rows } = await pool.query<Row>({
    name: 'read_sealed',
    text: `select coalesce(e.position, p.position) as at, ${envelopeColumns}, e.commitment,
        case when p.position is null then 'missing' when e.commitment = p.commits then 'sound' else encode(p.commits, 'hex') end as payload
      from (select * from event where position > $1::bigint and position <= $2::bigint) e
      full join (
        select position, sha256(salt || convert_to(
          case when actor is null then '{"data":' else '{"actor":' || to_json(actor)::text || ',"data":' end
          || data || '}', 'UTF8')) as commits
        from payload where position > $1::bigint and position <= $2::bigint) p using (position)
      order by 1`,
    values: [after, to],
  });
  return rows.map(sealedRow);
}

function sealedRow(row: Row): SealedRow {
  const { at, commitment, payload: told, recorded_at } = row;
  const payload = told === 'sound' || told === 'missing' ? told : { commits: told };
  if (commitment === null) return { position: at, payload };
  const envelope = envelopeOf({ ...row, recorded_at: recorded_at ?? 'infinite' });
  return { position: at, event: Object.assign(envelope, { commitment }), payload };
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
