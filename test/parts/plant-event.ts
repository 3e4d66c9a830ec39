import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';

/** An event that no publisher of this version would record. */
export interface Planted {
  readonly story: string;
  readonly type: string;
  /** Its text, which need be no JSON. */
  readonly data: string;
  readonly schemaVersion?: number;
}

/** Puts an event into the ledger, which the pool is of: answers its position. */
export async function plantEvent(ledger: pg.Pool, planted: Planted): Promise<number> {
  const { story, type, data, schemaVersion = 1 } = planted;
  const salt = randomBytes(16);
  const { rows } = await ledger.query<{ position: number }>(
    `with last as (select max(position) + 1 as position, max(recorded_at) + interval '1 ms' as at from event),
     planted as (
       insert into event (position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, commitment)
       select position, position, at, (select coalesce(max(version), 0) + 1 from event where story = $1::text), $4::smallint, $1::text,
         'planted-' || position, $2::text, 'test', $5::bytea from last returning position)
     insert into payload (position, salt, data) select position, $6::bytea, $3::text from planted returning position`,
    [story, type, data, schemaVersion, createHash('sha256').update(salt).update(`{"data":${data}}`).digest(), salt],
  );
  return rows[0]?.position ?? 0;
}
