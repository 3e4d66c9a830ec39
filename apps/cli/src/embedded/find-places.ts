import { StoppingError } from '#errors';
import type { Settings } from '#process';
import { placesOf } from '../database-places.js';
import type { DatabasePlaces } from '../database-places.js';
import { readNote } from './data-folder.js';

/** The databases of the settings, or the one of our own that a start beside this command runs. */
export async function findPlaces(settings: Settings): Promise<DatabasePlaces> {
  if (settings.databaseUrl !== undefined) return placesOf(settings);
  const note = await readNote<{ port: number; password: string }>(settings.dataFolder, 'postgres.json');
  if (note === undefined) {
    throw new StoppingError(
      'DATABASE_URL is not set, and nothing was started here yet: set it, or run "npm start" beside this command.',
    );
  }
  const url = `postgres://postgres:${note.password}@127.0.0.1:${note.port}/newsledger`;
  return placesOf({ databaseUrl: url, ...settings });
}
