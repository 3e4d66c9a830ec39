import { createHash, createPublicKey, verify } from 'node:crypto';
import { readBase64 } from './base64.js';

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
export const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether a text may name a key: not empty, and without Unicode spaces, control characters and "+". */
export const isKeyName = (name: string): boolean => /^[^\s\p{White_Space}\p{Cc}+]+$/u.test(name);

/** Reads a verifier key; undefined where it is not written just so, or its id is not that of its name and key. */
export function readVerifierKey(text: string): NoteVerifier | undefined {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const bytes = readBase64(encoded);
  if (!isKeyName(name) || bytes?.length !== 1 + keySize || bytes[0] !== ed25519[0]) return undefined;
  const verifier = verifierOf(name, bytes.subarray(1));
  return verifier.id === id ? verifier : undefined;
}

export function verifierOf(name: string, raw: Buffer): NoteVerifier {
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
