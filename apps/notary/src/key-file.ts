import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { StoppingError } from '#errors';
import { makeNoteKey, noteSigner } from '#merkle';
import type { NoteSigner } from '#merkle';

/** The keys of a file: the first one is the notary's, the others sign beside it while they are replaced. */
export type NotaryKeys = readonly [NoteSigner, ...NoteSigner[]];

const block = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g;

/** Reads a file of Ed25519 private keys in PKCS #8 PEM. Throws a StoppingError that says what is wrong with it. */
export async function readKeyFile(path: string, name: string): Promise<NotaryKeys> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new StoppingError(`The notary's key ${path} cannot be read: ${(error as Error).message}.`);
  });
  const [first, ...others] = (text.match(block) ?? []).map((pem) => {
    const signer = noteSigner(name, pem);
    if (signer === undefined) throw new StoppingError(`${path} holds a key that is not an Ed25519 key.`);
    return signer;
  });
  if (first === undefined) {
    throw new StoppingError(
      `${path} holds no key: make one with "newsledger keys make-notary", or "openssl genpkey -algorithm ed25519".`,
    );
  }
  return [first, ...others];
}

/** Makes a file with a new key, readable by this user alone. Answers false, and leaves it as it is, where there is one. */
export async function makeKeyFile(path: string): Promise<boolean> {
  try {
    await writeFile(path, makeNoteKey(), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new StoppingError(`The notary's key ${path} cannot be made: ${(error as Error).message}.`);
  }
}

/** Puts a new key before the one of a file: both sign from now on. */
export async function addKeyToFile(path: string, name: string): Promise<NotaryKeys> {
  const keys = await readKeyFile(path, name);
  if (keys.length > 1) {
    throw new StoppingError(`${path} holds ${keys.length} keys: end the rotation before with --finish first.`);
  }
  await replaceFile(path, `${makeNoteKey().trimEnd()}\n${await readFile(path, 'utf8')}`);
  return readKeyFile(path, name);
}

/** Leaves only the first key of a file. */
export async function dropOldKeys(path: string, name: string): Promise<NotaryKeys> {
  await readKeyFile(path, name);
  const [first = ''] = (await readFile(path, 'utf8')).match(block) ?? [];
  await replaceFile(path, `${first}\n`);
  return readKeyFile(path, name);
}

/** At once, so that a notary that reads it meanwhile has the one or the other. */
async function replaceFile(path: string, text: string): Promise<void> {
  const next = `${path}.${randomUUID()}`;
  await writeFile(next, text, { mode: 0o600, flag: 'wx' });
  await rename(next, path);
}
