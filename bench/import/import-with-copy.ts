import { randomFillSync } from 'node:crypto';
import { commitmentOf } from '#events';
import { ledgerSchema } from '#ledger';
import { migrate, openClient, schemaName } from '#postgres';
import { copyBatch } from '../append/copy-batch.js';
import type { CopyStreams } from '../append/copy-batch.js';
import type { LedgerRow } from '../append/ledger-row.js';
import { loadPeer } from '../load-peer.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import { archive, eventsOfStory } from './archive.js';

const batchSize = 1_000;
const prefix = 'copied';

/** The same rows into the same tables by binary COPY, neither read nor validated nor decided. Answers seconds. */
export async function importWithCopy(url: string, estimates: ReadyEstimates, events: number): Promise<number> {
  const streams = (await loadPeer<{ default: CopyStreams }>('pg-copy-streams')).default;
  await migrate({ url, prefix }, ledgerSchema);
  const client = openClient({ url, schema: schemaName(prefix, ledgerSchema), applicationName: 'bench copy' });
  await client.connect();
  const began = performance.now();
  let batch: LedgerRow[] = [];
  let position = 0;
  for (const [story, { id, type, bytes }] of archive(estimates, events)) {
    const salt = randomFillSync(Buffer.allocUnsafe(16));
    const commitment = commitmentOf(salt, undefined, bytes);
    const version = (position % eventsOfStory) + 1;
    position += 1;
    batch.push({ position, version, story, id, type, recordedBy: 'k_bench', commitment, salt, data: bytes });
    if (batch.length < batchSize) continue;
    await copyBatch(client, streams, batch);
    batch = [];
  }
  if (batch.length > 0) await copyBatch(client, streams, batch);
  const seconds = (performance.now() - began) / 1_000;
  await client.end();
  return seconds;
}
