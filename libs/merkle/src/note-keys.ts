import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readBase64 } from './base64.js';

/** Signs notes under a name. */
export interface NoteSigner {
  readonly verifier: NoteVerifier;
  readonly sign: (text: string) => Buffer;
}

/** Checks signatures that were made under a name. */
export interface NoteVerifier {
  readonly name: string;
  /** 4 bytes, hexadecimal. */
  readonly id: string;
  /** `name+id+base64(0x01 || public key)`: what is handed to those who check. */
  readonly text: string;
  readonly verify: (text: string, signature: Buffer) => boolean;
}

const ed25519 = Buffer.of(1);
const keySize = 32;
// What DER puts before the 32 bytes of an Ed25519 public key (RFC 8410).
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether a text may name a key: not empty, and without Unicode spaces, control characters and "+". */
export const isKeyName = (name: string): boolean => /^[^\s\p{White_Space}\p{Cc}+]+$/u.test(name);

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

/** Reads a verifier key; undefined where it is not written just so, or its id is not that of its name and key. */
export function readVerifierKey(text: string): NoteVerifier | undefined {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const bytes = readBase64(encoded);
  if (!isKeyName(name) || bytes?.length !== 1 + keySize || bytes[0] !== ed25519[0]) return undefined;
  const verifier = verifierOf(name, bytes.subarray(1));
  return verifier.id === id ? verifier : undefined;
}

function verifierOf(name: string, raw: Buffer): NoteVerifier {
  const typed = Buffer.concat([ed25519, raw]);
  const id = createHash('sha256').update(`${name}\n`).update(typed).digest('hex').slice(0, 8);
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' });
  return {
    name,
    id,
    text: `${name}+${id}+${typed.toString('base64')}`,
    verify: (text, signature) => signature.length === 64 && verify(null, Buffer.from(text), key, signature),
  };
}

function privateKeyOf(pem: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
