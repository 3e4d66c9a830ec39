import { join } from 'node:path';
import { makeKeyFile } from '#apps/notary';
import type { Settings } from '#process';

/** Where the notary's key is: what the settings say, or beside what else is kept. */
export const notaryKeyPath = ({ notaryKey, dataFolder }: Settings): string =>
  notaryKey ?? join(dataFolder, 'notary.key');

/** The key of the embedded notary: made on the first start. One that the settings name has to be there. */
export async function keepNotaryKey(settings: Settings): Promise<string> {
  const path = notaryKeyPath(settings);
  if (settings.notaryKey === undefined) await makeKeyFile(path);
  return path;
}
