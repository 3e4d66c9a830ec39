import { courierSchema } from '#apps/courier';
import { notarySchema } from '#apps/notary';
import { identitySchema } from '#identity';
import { ledgerSchema } from '#ledger';
import { migrate } from '#postgres';
import { requireDatabaseUrl } from '#runtime';
import type { Settings } from '#runtime';
import { dashboardsSchema, slotSchemas, viewsSchema } from '#views';

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
  const { ledger, views, identity } = places;
  const applied: string[] = [];
  for (const definition of [ledgerSchema, notarySchema])
    applied.push(...(await migrate({ url: ledger, prefix }, definition)));
  for (const definition of [viewsSchema, ...slotSchemas, dashboardsSchema, courierSchema]) {
    applied.push(...(await migrate({ url: views, prefix }, definition)));
  }
  return [...applied, ...(await migrate({ url: identity, prefix }, identitySchema))];
}

export async function migrateAll(settings: Settings): Promise<void> {
  const applied = await migratePlaces(placesOf(settings), settings.prefix);
  process.stdout.write(applied.length === 0 ? 'The tables were up to date.\n' : `Applied ${applied.join(', ')}.\n`);
}
