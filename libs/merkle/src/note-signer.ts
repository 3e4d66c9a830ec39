import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isKeyName, spkiPrefix, verifierOf } from './note-verifier.js';
import type { NoteVerifier } from './note-verifier.js';

/** Signs notes under a name. */
export interface NoteSigner {
  readonly verifier: NoteVerifier;
  readonly sign: (text: string) => Buffer;
}

/** A new Ed25519 private key, as PKCS #8 PEM. */
export const makeNoteKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** A signer by an Ed25519 private key in PKCS #8 PEM; undefined where it is none, or the name may not name a key. */
export function noteSigner(name: string, pem: string): NoteSigner | undefined {
  const key = privateKeyOf(pem);
  if (key === undefined || !isKeyName(name)) return undefined;
  const raw = createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(spkiPrefix.length);
  return { verifier: verifierOf(name, raw), sign: (text) => sign(null, Buffer.from(text), key) };
}

function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
