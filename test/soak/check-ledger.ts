import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import pg from 'pg';
import type { LedgerEvent } from './naive-fold.js';
import type { Attempt } from './writers.js';

export interface StoredRow extends LedgerEvent {
  readonly version: number;
  readonly commit: number;
  readonly schema_version: number;
  readonly salt: string;
}

/** The whole ledger, read with plain SQL. */
export async function readWholeLedger(url: string): Promise<StoredRow[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Omit<StoredRow, 'position' | 'commit'> & { position: string; commit: string }>(
      `select position, story, version, id, commit, type, schema_version, recorded_by, published_at, data, encode(salt, 'hex') as salt,
         to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as recorded_at
       from newsledger_ledger.event join newsledger_ledger.payload using (position) order by position`,
    );
    return rows.map((row) => ({ ...row, position: Number(row.position), commit: Number(row.commit) }));
  } finally {
    await client.end();
  }
}

/** Acknowledged events are there as acknowledged, others whole or not at all, and nothing has a hole. */
export function checkLedger(events: readonly StoredRow[], attempts: readonly Attempt[]): void {
  deepStrictEqual(
    events.map(({ position }) => position),
    events.map((_, at) => at + 1),
    'positions have a hole',
  );
  const versions = new Map<string, number>();
  let recordedAt = '';
  for (const [at, event] of events.entries()) {
    strictEqual(event.version, (versions.get(event.story) ?? 0) + 1, `versions of ${event.story} have a hole`);
    versions.set(event.story, event.version);
    const sameCommit = events[at - 1]?.commit === event.commit;
    ok(sameCommit ? event.recorded_at === recordedAt : event.recorded_at > recordedAt, 'recorded times go back');
    recordedAt = event.recorded_at;
  }
  const byId = new Map(events.map((event) => [`${event.story} ${event.id}`, event]));
  for (const { story, ids, acknowledged } of attempts) {
    const found = ids.flatMap((id) => byId.get(`${story} ${id}`) ?? []);
    ok(
      found.length === ids.length || (found.length === 0 && acknowledged === undefined),
      `${story} ${ids.join()} is torn`,
    );
    const last = found.at(-1);
    if (last === undefined) continue;
    ok(
      found.every(
        (event, at) => event.commit === last.position && event.position === last.position - found.length + 1 + at,
      ),
      `${story} ${ids.join()} is not one commit`,
    );
    if (acknowledged === undefined) continue;
    deepStrictEqual({ position: last.position, version: last.version }, acknowledged, 'not as acknowledged');
  }
  strictEqual(
    events.length,
    attempts.flatMap(({ story, ids }) => ids.filter((id) => byId.has(`${story} ${id}`))).length,
    'the ledger holds what nobody sent',
  );
}
