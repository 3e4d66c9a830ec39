import { requireDatabaseUrl } from '#process';
import type { Settings } from '#process';

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
