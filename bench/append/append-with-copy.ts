import { ledgerSchema } from '#ledger';
import { migrate, openClient, schemaName } from '#postgres';
import { loadPeer } from '../load-peer.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import type { Stage } from '../stage/stage.js';
import type { Append } from './append-with-newsledger.js';
import { copyBatch } from './copy-batch.js';
import type { CopyStreams } from './copy-batch.js';
import { LedgerRows } from './ledger-row.js';
import type { LedgerRow } from './ledger-row.js';
import type { StoryTurns } from './story-turns.js';

interface Waiting {
  readonly row: LedgerRow;
  readonly settle: () => void;
  readonly fail: (error: unknown) => void;
}

/**
 * The most that can be had of one connection: what the writers hand over while a COPY commits is the next COPY, as
 * ours gathers too. It checks nothing: neither versions nor duplicates nor what other processes append.
 */
export async function appendWithCopy(
  stage: Stage,
  url: string,
  prefix: string,
  estimates: ReadyEstimates,
  turns: StoryTurns,
): Promise<Append> {
  const streams = (await loadPeer<{ default: CopyStreams }>('pg-copy-streams')).default;
  await migrate({ url, prefix }, ledgerSchema);
  const client = openClient({ url, schema: schemaName(prefix, ledgerSchema), applicationName: 'bench copy' });
  await client.connect();
  stage.onClose(() => client.end());
  const rows = new LedgerRows(estimates);
  const waiting: Waiting[] = [];
  let isRunning = false;
  const run = async () => {
    isRunning = true;
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting.splice(0);
      try {
        await copyBatch(
          client,
          streams,
          batch.map(({ row }) => row),
        );
        for (const { settle } of batch) settle();
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
      await new Promise(setImmediate);
    }
    isRunning = false;
  };
  return (writer) =>
    new Promise((settle, fail) => {
      waiting.push({ row: rows.next(turns.next(writer)), settle, fail });
      if (!isRunning) void run();
    });
}
