import { hashes, verify as verifyEd25519 } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';

// What libs/merkle and libs/events take from node:crypto, for browsers: crypto.subtle is missing on pages without TLS.
hashes.sha512 = sha512;

interface Hashing {
  readonly update: (part: string | Uint8Array) => Hashing;
  readonly digest: (encoding?: 'hex') => unknown;
}

export function createHash(algorithm: string): Hashing {
  if (algorithm !== 'sha256') throw new Error(`${algorithm} is not hashed here`);
  const hash = sha256.create();
  const hashing: Hashing = {
    update: (part) => {
      hash.update(typeof part === 'string' ? new TextEncoder().encode(part) : part);
      return hashing;
    },
    digest: (encoding) => {
      const bytes = Buffer.from(hash.digest());
      return encoding === undefined ? bytes : bytes.toString(encoding);
    },
  };
  return hashing;
}

export const hash = (algorithm: string, data: Uint8Array, encoding: 'hex'): unknown =>
  createHash(algorithm).update(data).digest(encoding);

const keySize = 32;

/** The raw key, which is what stands last in DER. */
export const createPublicKey = ({ key }: { readonly key: Uint8Array }): Uint8Array => key.slice(-keySize);

export const verify = (_algorithm: null, data: Uint8Array, key: Uint8Array, signature: Uint8Array): boolean =>
  // As RFC 8032 has it, and as Node does it.
  verifyEd25519(signature, data, key, { zip215: false });

/** Browsers check, and never sign. */
const refuse = (): never => {
  throw new Error('a browser signs nothing');
};
export { refuse as createPrivateKey, refuse as generateKeyPairSync, refuse as sign };
