import { addKeyToFile, dropOldKeys, makeKeyFile, readKeyFile } from '#apps/notary';
import type { Settings } from '#process';
import { makeFolder } from '../embedded/data-folder.js';
import { notaryKeyPath } from '../notary-key.js';

/** Makes the notary's key where there is none yet, and prints its verifier key. */
export async function makeNotaryKey(settings: Settings): Promise<void> {
  const path = notaryKeyPath(settings);
  if (settings.notaryKey === undefined) await makeFolder(settings.dataFolder);
  const isNew = await makeKeyFile(path);
  process.stderr.write(isNew ? `The key is in ${path}: keep it secret, and keep a copy.\n` : `${path} was there.\n`);
  const [current] = await readKeyFile(path, settings.ledger);
  process.stdout.write(`${current.verifier.text}\n`);
}

/** Puts a new key before the old one, or ends the time in which both sign. Prints the verifier key that is current. */
export async function rotateNotaryKey(settings: Settings, { finish }: { readonly finish?: boolean }): Promise<void> {
  const path = notaryKeyPath(settings);
  const change = finish === true ? dropOldKeys : addKeyToFile;
  const [current, old] = await change(path, settings.ledger);
  process.stderr.write(
    old === undefined
      ? 'Only this key signs from now on.\n'
      : `From the next checkpoint on both sign, and ${old.verifier.id} vouches for the new one. Once auditors know it: --finish.\n`,
  );
  process.stdout.write(`${current.verifier.text}\n`);
}
