import { ledgerSchema } from '#ledger';
import { migrate, openPool, schemaName } from '#postgres';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { Stage } from '../stage/stage.js';
import type { Append } from './append-with-newsledger.js';
import { LedgerRows } from './ledger-row.js';
import type { StoryTurns } from './story-turns.js';

const text = `with envelope as (
    insert into event (position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, commitment)
    values ($1::bigint, $1::bigint, clock_timestamp(), $2::integer, 1, $3::text, $4::text, $5::text, $6::text, $7::bytea)
  )
  insert into payload (position, salt, data) values ($1::bigint, $8::bytea, $9::text)`;

/** One prepared INSERT per transaction into the ledger's own tables, deciding nothing. */
export async function appendWithInsert(
  stage: Stage,
  url: string,
  prefix: string,
  estimates: ReadyEstimates,
  turns: StoryTurns,
  connections: number,
): Promise<Append> {
  await migrate({ url, prefix }, ledgerSchema);
  const schema = schemaName(prefix, ledgerSchema);
  const pool = openPool({ url, schema, applicationName: 'bench insert', max: connections });
  stage.onClose(() => pool.end());
  const rows = new LedgerRows(estimates);
  return async (writer) => {
    const row = rows.next(turns.next(writer));
    const { position, version, story, id, type, recordedBy, commitment, salt, data } = row;
    const values = [position, version, story, id, type, recordedBy, commitment, salt, data];
    await pool.query({ name: 'insert_event', text, values });
  };
}
