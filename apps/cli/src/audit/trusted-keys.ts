import { readFile } from 'node:fs/promises';
import { StoppingError } from '#errors';
import { readVerifierKey } from '#merkle';

/** Verifier keys that an auditor has from elsewhere: given as they are, or in a file, one a line. */
export async function readTrustedKeys(given: string | undefined): Promise<readonly string[]> {
  if (given === undefined) return [];
  const text = readVerifierKey(given) !== undefined ? given : await readFile(given, 'utf8').catch(() => undefined);
  const keys = (text ?? '').split('\n').filter((line) => line !== '');
  if (keys.length > 0 && keys.every((key) => readVerifierKey(key) !== undefined)) return keys;
  throw new StoppingError(
    `${given} is no verifier key such as "main+1a2b3c4d+…", nor a file of such keys, one a line.`,
  );
}
