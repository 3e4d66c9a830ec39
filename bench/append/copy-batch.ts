import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Client, Submittable } from 'pg';
import { binaryCopy, int2, int4, int8, timestamptz } from './binary-copy.js';
import type { LedgerRow } from './ledger-row.js';

/** What is used of pg-copy-streams. */
export interface CopyStreams {
  readonly from: (text: string) => Writable & Submittable;
}

const eventColumns =
  'position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, commitment, published_at, correlation_id, causation_id';

/** Both tables in one transaction and two round trips: BEGIN and COMMIT travel with the COPYs. */
export async function copyBatch(client: Client, { from }: CopyStreams, rows: readonly LedgerRow[]): Promise<void> {
  const recordedAt = Date.now();
  const commit = int8(rows.at(-1)?.position ?? 0);
  const events = rows.map((row, at) => [
    int8(row.position),
    commit,
    timestamptz(recordedAt + at / 1_000),
    int4(row.version),
    int2(1),
    row.story,
    row.id,
    row.type,
    row.recordedBy,
    row.commitment,
    null,
    null,
    null,
  ]);
  const payloads = rows.map((row) => [int8(row.position), row.salt, null, row.data]);
  await send(client, from(`begin; copy event (${eventColumns}) from stdin (format binary)`), binaryCopy(events));
  await send(
    client,
    from('copy payload (position, salt, actor, data) from stdin (format binary); commit'),
    binaryCopy(payloads),
  );
}

async function send(client: Client, stream: Writable & Submittable, bytes: Buffer): Promise<void> {
  const copying = client.query(stream);
  const finished = once(copying, 'finish');
  copying.end(bytes);
  await finished;
}
