import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { StoppingError } from '#errors';
import { quoteIdentifier } from '#postgres';
import type { Settings } from '#process';
import type { ServiceUrls } from '../house.js';
import type { DatabasePlaces } from '../database-places.js';
import { placesOf } from '../database-places.js';
import { readNote, writeNote } from './data-folder.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import type { OnSpawn } from './server.js';

export interface OpenedDatabase {
  /** For migrations, as the owner. */
  readonly places: DatabasePlaces;
  readonly urls: ServiceUrls;
  readonly isEmbedded: boolean;
  /** Makes the role of each service and of dashboards, before the migrations grant them what they need. */
  readonly giveRoles: () => Promise<void>;
}

const services = ['publisher', 'relay', 'projector', 'reader', 'courier', 'notary', 'dashboard'] as const;

/** The database of DATABASE_URL, or one of our own. */
export async function openDatabase(settings: Settings, onSpawn: OnSpawn): Promise<OpenedDatabase> {
  if (settings.databaseUrl !== undefined) return givenDatabase(settings);
  const postgres = await startEmbeddedPostgres(settings.dataFolder, {}, onSpawn);
  const owner = postgres.urlOf('newsledger');
  await createDatabase(postgres.urlOf('postgres'), 'newsledger');
  const passwords = await keepPasswords(settings.dataFolder);
  const urlOf = (service: (typeof services)[number]) =>
    postgres.urlOf('newsledger', { name: `${settings.prefix}_${service}`, password: passwords[service] });
  return {
    places: {
      ledger: owner,
      views: settings.viewsDatabaseUrl ?? owner,
      identity: settings.identityDatabaseUrl ?? owner,
    },
    urls: {
      publisher: urlOf('publisher'),
      identity: settings.identityDatabaseUrl ?? urlOf('publisher'),
      readerIdentity: settings.identityDatabaseUrl ?? urlOf('reader'),
      relay: urlOf('relay'),
      projector: settings.viewsDatabaseUrl ?? urlOf('projector'),
      reader: settings.viewsDatabaseUrl ?? urlOf('reader'),
      courier: settings.viewsDatabaseUrl ?? urlOf('courier'),
      courierIdentity: settings.identityDatabaseUrl ?? urlOf('courier'),
      notary: urlOf('notary'),
      notaryIdentity: settings.identityDatabaseUrl ?? urlOf('notary'),
    },
    isEmbedded: true,
    giveRoles: () => giveRoles(owner, settings.prefix, passwords),
  };
}

async function givenDatabase(settings: Settings): Promise<OpenedDatabase> {
  const places = placesOf(settings);
  const client = new pg.Client({ connectionString: places.ledger, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw new StoppingError(`The database of DATABASE_URL does not let us in: ${(error as Error).message}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
  const { ledger, views, identity } = places;
  return {
    places,
    urls: {
      publisher: ledger,
      identity,
      readerIdentity: identity,
      relay: ledger,
      projector: views,
      reader: views,
      courier: views,
      courierIdentity: identity,
      notary: ledger,
      notaryIdentity: identity,
    },
    isEmbedded: false,
    giveRoles: () => Promise.resolve(),
  };
}

async function createDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select from pg_database where datname = $1::text`, [name]);
    if (rowCount === 0)
      await client.query(`create database ${quoteIdentifier(name)} encoding 'UTF8' template template0`);
  } finally {
    await client.end();
  }
}

type Passwords = Readonly<Record<(typeof services)[number], string>>;

async function keepPasswords(folder: string): Promise<Passwords> {
  const kept = await readNote<Partial<Passwords>>(folder, 'roles.json');
  // A folder of an older version lacks the roles that came since.
  const passwords = Object.fromEntries(
    services.map((service) => [service, kept?.[service] ?? randomBytes(16).toString('hex')]),
  ) as Passwords;
  await writeNote(folder, 'roles.json', passwords);
  return passwords;
}

async function giveRoles(url: string, prefix: string, passwords: Passwords): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const service of services) {
      const role = `${prefix}_${service}`;
      const { rowCount } = await client.query(`select from pg_roles where rolname = $1::text`, [role]);
      const verb = rowCount === 0 ? 'create' : 'alter';
      await client.query(`${verb} role ${quoteIdentifier(role)} login password '${passwords[service]}'`);
    }
  } finally {
    await client.end();
  }
}
