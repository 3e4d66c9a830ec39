import type pg from 'pg';
import { StoppingError } from '#errors';
import { notarySchema, readLastCheckpoint } from '#apps/notary';
import type { KeptCheckpoint } from '#apps/notary';
import { ledgerSchema, readCurrentEpoch } from '#ledger';
import type { Epoch } from '#ledger';
import { openPool, requireSchema, schemaName } from '#postgres';
import { stopSignal } from '#process';
import type { Settings } from '#process';
import { findPlaces } from '../embedded/find-places.js';
import { AuditLine } from './audit-line.js';

/** What an audit of a ledger works on. */
export interface AuditPlace {
  readonly ledger: pg.Pool;
  readonly tree: pg.Pool;
  readonly ledgerName: string;
  readonly epoch: Epoch;
  /** The last one of the epoch that is kept. */
  readonly checkpoint: KeptCheckpoint | undefined;
}

export interface AuditDesk {
  readonly place: AuditPlace;
  readonly line: AuditLine;
  readonly signal: AbortSignal;
}

/** Works on the ledger and the notary's tables of the settings; Ctrl-C ends it. */
export async function withLedger<T>(
  settings: Settings,
  name: string,
  work: (desk: AuditDesk) => Promise<T>,
): Promise<T> {
  const { ledger: url } = await findPlaces(settings);
  const applicationName = `newsledger ${name}`;
  const [ledger, tree] = [ledgerSchema, notarySchema].map((definition) =>
    openPool({ url, schema: schemaName(settings.prefix, definition), applicationName, max: 3 }),
  ) as [pg.Pool, pg.Pool];
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  const line = new AuditLine();
  try {
    await requireSchema(ledger, ledgerSchema);
    await requireSchema(tree, notarySchema);
    const epoch = await readCurrentEpoch(ledger);
    const checkpoint = await readLastCheckpoint(tree, epoch.number);
    const place = { ledger, tree, ledgerName: settings.ledger, epoch, checkpoint };
    return await work({ place, line, signal: stop.signal });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    throw new StoppingError('Stopped.');
  } finally {
    line.end();
    await Promise.all([ledger.end(), tree.end()]);
  }
}
