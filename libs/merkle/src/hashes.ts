import { createHash } from 'node:crypto';

/** Bytes of every hash here: SHA-256. */
export const hashSize = 32;

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

/** RFC 6962, 2.1: the hash of a leaf's bytes. The prefix keeps a leaf from passing for a node. */
export const leafHash = (leaf: Uint8Array): Buffer => createHash('sha256').update(leafPrefix).update(leaf).digest();

/** RFC 6962, 2.1: the hash of a node over its two children. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update(nodePrefix).update(left).update(right).digest();

/** The root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Buffer = createHash('sha256').digest();

export const isHash = (bytes: Uint8Array): boolean => bytes.length === hashSize;
