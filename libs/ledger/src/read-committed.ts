import type pg from 'pg';
import type { StoredEvent } from '#events';
import { columns, envelopeColumns, envelopeOf, storedEvent } from './read-events.js';
import type { Envelope, EnvelopeRow, EventRow } from './read-events.js';

/** An event with the commitment that was stored beside it. */
export interface CommittedEvent extends StoredEvent {
  /** SHA-256, 32 bytes. */
  readonly commitment: Buffer;
}

interface CommittedRow extends EventRow {
  readonly commitment: Buffer;
}

/** A page of the ledger behind a position, as `readEvents` gives it, with the commitments. */
export async function readCommitted(
  pool: pg.Pool,
  after: number,
  most = 1_000,
  bytes = 2_000_000,
): Promise<CommittedEvent[]> {
  const { rows } = await pool.query<CommittedRow>({
    name: 'read_committed',
    text: `select * from (
        select ${columns}, e.commitment,
          sum(octet_length(p.data)) over (order by e.position) - octet_length(p.data) as before_bytes
        from event e join payload p using (position)
        where e.position > $1::bigint and e.position <= $1::bigint + $2::bigint
      ) page where before_bytes < $3::bigint or position = $1::bigint + 1 order by position`,
    values: [after, most, bytes],
  });
  return rows.map(committedEvent);
}

/** An envelope with its commitment, and whether the payload is what that stands for. */
export interface CommittedEnvelope extends Envelope {
  /** SHA-256, 32 bytes. */
  readonly commitment: Buffer;
  readonly isSound: boolean;
}

/** A page of envelopes behind a position. The payloads are hashed where they are, which is half the work of fetching them. */
export async function readEnvelopes(pool: pg.Pool, after: number, most: number): Promise<CommittedEnvelope[]> {
  const { rows } = await pool.query<EnvelopeRow & { readonly commitment: Buffer; readonly sound: boolean }>({
    name: 'read_envelopes',
    text: `select ${envelopeColumns}, e.commitment,
        e.commitment = sha256(p.salt || convert_to(
          case when p.actor is null then '{"data":' else '{"actor":' || to_json(p.actor)::text || ',"data":' end
          || p.data || '}', 'UTF8')) as sound
      from event e join payload p using (position)
      where e.position > $1::bigint and e.position <= $1::bigint + $2::bigint order by e.position`,
    values: [after, most],
  });
  return rows.map((row) => ({ ...envelopeOf(row), commitment: row.commitment, isSound: row.sound }));
}

/** One event with its commitment, or undefined where the ledger has none at the position. */
export async function readCommittedAt(pool: pg.Pool, position: number): Promise<CommittedEvent | undefined> {
  const { rows } = await pool.query<CommittedRow>({
    name: 'read_committed_at',
    text: `select ${columns}, e.commitment from event e join payload p using (position) where e.position = $1::bigint`,
    values: [position],
  });
  return rows.map(committedEvent)[0];
}

/** A page of a story behind a version and up to a position, with the commitments, in order; an empty one at its end. */
export async function readCommittedStory(
  pool: pg.Pool,
  story: string,
  { after, to, most = 200 }: { readonly after: number; readonly to: number; readonly most?: number },
): Promise<CommittedEvent[]> {
  const { rows } = await pool.query<CommittedRow>({
    name: 'read_committed_story',
    text: `select ${columns}, e.commitment from event e join payload p using (position)
      where e.story = $1::text and e.version > $2::integer and e.version <= $2::integer + $3::integer
        and e.position <= $4::bigint
      order by e.version`,
    values: [story, after, most, to],
  });
  return rows.map(committedEvent);
}

/** The positions of versions of stories, in their order; undefined for a version that is not there. */
export async function findPositions(
  pool: pg.Pool,
  wanted: readonly { readonly story: string; readonly version: number }[],
): Promise<(number | undefined)[]> {
  if (wanted.length === 0) return [];
  const { rows } = await pool.query<{ position: number | null }>({
    name: 'find_positions',
    text: `select (select e.position from event e where e.story = wanted.story and e.version = wanted.version) as position
      from unnest($1::text[], $2::integer[]) with ordinality as wanted (story, version, number) order by number`,
    values: [wanted.map(({ story }) => story), wanted.map(({ version }) => version)],
  });
  return rows.map(({ position }) => position ?? undefined);
}

/** The history that this ledger writes: 1, 2 …, and its id, which positions are told with. */
export interface Epoch {
  readonly number: number;
  readonly id: string;
}

export async function readCurrentEpoch(pool: pg.Pool): Promise<Epoch> {
  const { rows } = await pool.query<Epoch>({
    name: 'read_current_epoch',
    text: `select number, id from epoch order by number desc limit 1`,
  });
  const [row] = rows;
  if (row === undefined) throw new Error('the ledger has no epoch');
  return row;
}

const committedEvent = (row: CommittedRow): CommittedEvent => ({ ...storedEvent(row), commitment: row.commitment });
