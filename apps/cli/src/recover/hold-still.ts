import type pg from 'pg';
import { StoppingError } from '#errors';
import { holdAppends } from '#ledger';
import { lead, openClient } from '#postgres';
import type { DatabaseOptions, Lease } from '#postgres';

export interface StillPlaces {
  readonly ledger: DatabaseOptions;
  readonly notary: DatabaseOptions;
  readonly views: DatabaseOptions;
}

/** Nobody else writes to ledger, topic, tree and views while it is held. */
export interface Standstill {
  /** The session that holds appends: what it writes is written while they are held. */
  readonly client: pg.Client;
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
}

/**
 * Leads in place of each service that would write meanwhile, and keeps appends out. Throws a StoppingError that names who is
 * in the way.
 */
export async function holdStill({ ledger, notary, views }: StillPlaces): Promise<Standstill> {
  const wanted = [
    [ledger, 'recover', 'Another recovery is under way.'],
    [ledger, 'relay', 'A relay leads, and publishes what the ledger holds: stop the relays first.'],
    [notary, 'notary', 'A notary leads, and signs what the ledger holds: stop the notaries first.'],
    [views, 'projector', 'A projector leads, and folds what the topic holds: stop the projectors first.'],
    [views, 'rebuild', 'The views are being rebuilt: let it end, or stop it first.'],
  ] as const;
  const leases: Lease[] = [];
  const client = openClient(ledger);
  const release = async () => {
    await client.end().catch(() => undefined);
    await Promise.all(leases.map((lease) => lease.release()));
  };
  try {
    for (const [database, name, words] of wanted) leases.push(await leadNow(database, name, words));
    await client.connect();
    if (!(await holdAppends(client))) {
      throw new StoppingError('Somebody holds appends to the ledger: stop the publishers and imports first.');
    }
    const lost = new AbortController();
    client.once('end', () => lost.abort());
    return { client, release, lost: AbortSignal.any([lost.signal, ...leases.map((lease) => lease.lost)]) };
  } catch (error) {
    await release();
    throw error;
  }
}

async function leadNow(database: DatabaseOptions, name: string, words: string): Promise<Lease> {
  const once = new AbortController();
  let away: Error | undefined;
  const lease = await lead(database, name, once.signal, (error) => {
    away = error;
    once.abort();
  });
  if (lease !== undefined) return lease;
  throw away ?? new StoppingError(words);
}
