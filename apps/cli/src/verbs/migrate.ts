import { courierSchema } from '#apps/courier';
import { notarySchema } from '#apps/notary';
import { identitySchema } from '#identity';
import { ledgerSchema } from '#ledger';
import { migrate } from '#postgres';
import { requireDatabaseUrl } from '#runtime';
import type { Settings } from '#runtime';
import { dashboardsSchema, viewsSchema } from '#views';

/** Where the tables of each room live. */
export interface DatabasePlaces {
  readonly ledger: string;
  readonly views: string;
  readonly identity: string;
}

export function placesOf(settings: Settings): DatabasePlaces {
  const ledger = requireDatabaseUrl(settings);
  return {
    ledger,
    views: settings.viewsDatabaseUrl ?? ledger,
    identity: settings.identityDatabaseUrl ?? ledger,
  };
}

/** Answers the names of the migrations that were missing. */
export async function migratePlaces(places: DatabasePlaces, prefix: string): Promise<string[]> {
  return [
    ...(await migrate({ url: places.ledger, prefix }, ledgerSchema)),
    ...(await migrate({ url: places.ledger, prefix }, notarySchema)),
    ...(await migrate({ url: places.views, prefix }, viewsSchema)),
    ...(await migrate({ url: places.views, prefix }, dashboardsSchema)),
    ...(await migrate({ url: places.views, prefix }, courierSchema)),
    ...(await migrate({ url: places.identity, prefix }, identitySchema)),
  ];
}

export async function migrateAll(settings: Settings): Promise<void> {
  const applied = await migratePlaces(placesOf(settings), settings.prefix);
  process.stdout.write(applied.length === 0 ? 'The tables were up to date.\n' : `Applied ${applied.join(', ')}.\n`);
}
