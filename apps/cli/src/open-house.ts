import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { StoppingError } from '#errors';
import type { EventLog, StoryId } from '#events';
import { addKey, createKey, identitySchema } from '#identity';
import { ledgerLog, ledgerSchema, readHead, readStory } from '#ledger';
import { openPool, schemaName } from '#postgres';
import type { KafkaSettings, Settings } from '#process';
import { openDatabase } from './embedded/open-database.js';
import type { OnSpawn, Server } from './embedded/server.js';
import { holdDataFolder } from './embedded/data-folder.js';
import { openLog } from './embedded/open-log.js';
import { kafkaLogOf } from './kafka-log.js';
import type { ServiceUrls } from './house.js';
import { step } from './progress.js';
import { migratePlaces } from './verbs/migrate.js';

/** What the services stand on: database, log and key, with what must be closed again, the last first. */
export interface House {
  readonly urls: ServiceUrls;
  readonly kafka: KafkaSettings | undefined;
  readonly log: EventLog;
  readonly logKind: string;
  readonly key: string;
  readonly isNewKey: boolean;
  /** Whether the database is our own. */
  readonly isEmbedded: boolean;
  readonly isEmpty: () => Promise<boolean>;
  readonly knows: (story: string) => Promise<boolean>;
  readonly onClose: (close: () => Promise<unknown>) => void;
  readonly close: () => Promise<void>;
  /** Ends our own servers at once, where closing took too long. */
  readonly kill: () => void;
}

interface Ground extends Pick<House, 'onClose' | 'close' | 'kill'> {
  readonly onSpawn: OnSpawn;
}

/** Opens database and log, with the tables up to date. A signal meanwhile closes what was opened, and ends. */
export async function openHouse(settings: Settings, stopped: Promise<unknown>): Promise<House> {
  const closers: (() => Promise<unknown>)[] = [];
  const servers: Server[] = [];
  let isClosing = false;
  const close = async () => {
    isClosing = true;
    for (let next = closers.pop(); next !== undefined; next = closers.pop()) await next();
  };
  const ground: Ground = {
    onClose: (closer) => void closers.push(closer),
    onSpawn: (server) => {
      servers.push(server);
      // What was begun before the stop may come to be after it.
      if (isClosing) void server.stop();
    },
    close,
    kill: () => {
      for (const { kill } of servers) kill();
    },
  };
  const interrupted = stopped.then(() => {
    throw new StoppingError('Stopped before everything was up.');
  });
  interrupted.catch(() => undefined);
  try {
    return await Promise.race([
      interrupted,
      open(settings, ground, () => Promise.all(servers.map(({ stop }) => stop()))),
    ]);
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(settings: Settings, ground: Ground, stopServers: () => Promise<unknown>): Promise<House> {
  const { onSpawn, ...closing } = ground;
  const { onClose } = closing;
  onClose(await holdDataFolder(settings.dataFolder));
  onClose(stopServers);
  // Both are started before either may fail, so that both are there to be closed.
  const [database, log] = await Promise.allSettled([
    step('PostgreSQL', () => openDatabase(settings, onSpawn)),
    step('the log', () => openLog(settings, onSpawn)),
  ]);
  if (database.status === 'rejected') throw database.reason;
  if (log.status === 'rejected') throw log.reason;
  const { places, urls, isEmbedded, giveRoles } = database.value;
  const { prefix } = settings;
  await giveRoles();
  await step('the tables', () => migratePlaces(places, prefix));
  const ledger = { url: places.ledger, schema: schemaName(prefix, ledgerSchema), applicationName: 'newsledger start' };
  const pool = openPool({ ...ledger, max: 4 });
  onClose(() => pool.end());
  const { key, isNewKey } = await keepKey(settings, places.identity);
  const { kafka, kind } = log.value;
  return {
    urls,
    kafka,
    log: kafka === undefined ? ledgerLog(pool, ledger) : kafkaLogOf(kafka, settings),
    logKind: kind,
    key,
    isNewKey,
    isEmbedded,
    isEmpty: async () => (await readHead(pool)) === 0,
    knows: async (story) => (await readStory(pool, story as StoryId, 0, 1)).length > 0,
    ...closing,
  };
}

// It also reads, for where reading needs a key.
const houseScopes = ['publish', 'read'] as const;

/** The publisher key of this data folder: made on the first start, and known to the database on every one. */
async function keepKey(settings: Settings, url: string): Promise<{ key: string; isNewKey: boolean }> {
  const path = join(settings.dataFolder, 'publisher.key');
  const schema = schemaName(settings.prefix, identitySchema);
  const pool: pg.Pool = openPool({ url, schema, applicationName: 'newsledger start', max: 1 });
  try {
    if (existsSync(path)) {
      const key = (await readFile(path, 'utf8')).trim();
      await addKey(pool, key, 'newsledger start', houseScopes);
      return { key, isNewKey: false };
    }
    const key = await createKey(pool, 'newsledger start', houseScopes);
    await writeFile(path, `${key}\n`, { mode: 0o600 });
    return { key, isNewKey: true };
  } finally {
    await pool.end();
  }
}
