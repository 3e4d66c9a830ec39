import { addKeyToFile, dropOldKeys, makeKeyFile, notarySchema, readKeyFile, readKnownKeys } from '#apps/notary';
import { StoppingError } from '#errors';
import { openPool, schemaName } from '#postgres';
import type { Settings } from '#process';
import { makeFolder } from '../embedded/data-folder.js';
import { findPlaces } from '../embedded/find-places.js';
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
  if (finish === true) await requireVouchedFor(settings, path);
  const change = finish === true ? dropOldKeys : addKeyToFile;
  const [current, old] = await change(path, settings.ledger);
  process.stderr.write(
    old === undefined
      ? 'Only this key signs from now on.\n'
      : `From the next checkpoint on both sign, and ${old.verifier.id} vouches for the new one. Once auditors know it: --finish.\n`,
  );
  process.stdout.write(`${current.verifier.text}\n`);
}

/** Without the word of the old key nobody could go on: it is dropped only once that is kept. Throws a StoppingError. */
async function requireVouchedFor(settings: Settings, path: string): Promise<void> {
  const [{ verifier }] = await readKeyFile(path, settings.ledger);
  const { ledger: url } = await findPlaces(settings);
  const schema = schemaName(settings.prefix, notarySchema);
  const tree = openPool({ url, schema, applicationName: 'newsledger keys', max: 1 });
  try {
    const [latest] = await readKnownKeys(tree);
    if (latest === undefined || latest.verifierKey === verifier.text) return;
    throw new StoppingError(
      `Nothing was signed with ${verifier.id} yet, for which ${latest.verifierKey} has to vouch: start the notary, and ` +
        'end the rotation when "/v1/audit/checkpoint" has two signatures.',
    );
  } finally {
    await tree.end();
  }
}
