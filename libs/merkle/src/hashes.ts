import { hash } from 'node:crypto';

/** Bytes of every hash here: SHA-256. */
export const hashSize = 32;

const leafPrefix = Buffer.of(0);
/** Of a node: the prefix that keeps a leaf from passing for one, and room for both children. */
const node = Buffer.alloc(1 + 2 * hashSize, 1);

// In one call, and as text: a hash object and a buffer of its own for each took three times as long, most of it to
// collect them again. Buffers of text are cut from a pool.
const sha256 = (bytes: Uint8Array): Buffer => Buffer.from(hash('sha256', bytes, 'hex'), 'hex');

/** RFC 6962, 2.1: the hash of a leaf's bytes. The prefix keeps a leaf from passing for a node. */
export const leafHash = (leaf: Uint8Array): Buffer => sha256(Buffer.concat([leafPrefix, leaf]));

/** RFC 6962, 2.1: the hash of a node over its two children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  // What somebody sent as a hash may be of another length.
  if (left.length + right.length !== 2 * hashSize) return sha256(Buffer.concat([node.subarray(0, 1), left, right]));
  node.set(left, 1);
  node.set(right, 1 + left.length);
  return sha256(node);
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Buffer = sha256(Buffer.of());

export const isHash = (bytes: Uint8Array): boolean => bytes.length === hashSize;
