import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a token opens streams. */
export const tokenLifeMs = 5 * 60_000;

/** What a token says before it is checked. */
export interface TokenClaim {
  readonly keyId: string;
  /** In ms since 1970. */
  readonly expires: number;
  readonly signature: Buffer;
}

/**
 * A token that stands for a key until a time. It is signed with the hash of the key's secret, which every process can
 * look up, so that nothing is kept for it and it ends with its key.
 */
export function signToken(keyId: string, secretHash: Buffer, expires: number): string {
  const signature = signatureOf(keyId, secretHash, expires).toString('base64url');
  return `${keyId}.${expires}.${signature}`;
}

export function readToken(token: string): TokenClaim | undefined {
  const [, keyId, expires, signature] = /^(k_[\w-]{1,64})\.(\d{13})\.([\w-]{43})$/.exec(token) ?? [];
  if (keyId === undefined || signature === undefined) return undefined;
  return { keyId, expires: Number(expires), signature: Buffer.from(signature, 'base64url') };
}

export function isSignedWith({ keyId, expires, signature }: TokenClaim, secretHash: Buffer): boolean {
  return timingSafeEqual(signature, signatureOf(keyId, secretHash, expires));
}

const signatureOf = (keyId: string, secretHash: Buffer, expires: number) =>
  createHmac('sha256', secretHash).update(`newsledger stream ${keyId} ${expires}`).digest();
