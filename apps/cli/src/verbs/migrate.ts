import { courierSchema } from '#apps/courier';
import { notarySchema } from '#apps/notary';
import { identitySchema } from '#identity';
import { ledgerSchema } from '#ledger';
import { migrate } from '#postgres';
import type { Settings } from '#process';
import { dashboardsSchema, slotSchemas, viewsSchema } from '#views';
import { placesOf } from '../database-places.js';
import type { DatabasePlaces } from '../database-places.js';

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
