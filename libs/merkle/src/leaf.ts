import { hashSize } from './hashes.js';

/** What a leaf binds: every field of an event's envelope, its commitment, and the leaf before it in its story. */
export interface Leaf {
  readonly position: number;
  readonly commit: number;
  /** RFC 3339 UTC, µs. */
  readonly recordedAt: string;
  readonly version: number;
  readonly schemaVersion: number;
  readonly story: string;
  readonly id: string;
  readonly type: string;
  readonly recordedBy: string;
  readonly publishedAt?: string;
  readonly correlationId?: string;
  readonly causationId?: string;
  /** SHA-256 over the salt and `{"actor"?,"data"}` in RFC 8785 form. */
  readonly commitment: Buffer;
  /** The leaf hash of the story's event before this one; absent in its first. */
  readonly previous?: Buffer;
}

/** The first byte of a leaf. Another one is another format. */
export const leafFormat = 1;

type Kind = 'count' | 'text' | 'hash';

// In the order of RFC 8785, which sorts names by their UTF-16 code units.
const members: readonly (readonly [keyof Leaf, Kind, 'optional'?])[] = [
  ['causationId', 'text', 'optional'],
  ['commit', 'count'],
  ['commitment', 'hash'],
  ['correlationId', 'text', 'optional'],
  ['id', 'text'],
  ['position', 'count'],
  ['previous', 'hash', 'optional'],
  ['publishedAt', 'text', 'optional'],
  ['recordedAt', 'text'],
  ['recordedBy', 'text'],
  ['schemaVersion', 'count'],
  ['story', 'text'],
  ['type', 'text'],
  ['version', 'count'],
];

/** The bytes of a leaf: the format, then the members that are there as RFC 8785 JSON, hashes in lower-case hexadecimal. */
export function encodeLeaf(leaf: Leaf): Buffer {
  const parts: string[] = [];
  for (const [name] of members) {
    const value = leaf[name];
    if (value === undefined) continue;
    const told = typeof value === 'object' ? `"${value.toString('hex')}"` : JSON.stringify(value);
    parts.push(`"${name}":${told}`);
  }
  return Buffer.from(`${String.fromCharCode(leafFormat)}{${parts.join(',')}}`);
}

/** Reads a leaf; undefined for bytes that `encodeLeaf` would not have written just so. */
export function parseLeaf(bytes: Buffer): Leaf | undefined {
  if (bytes[0] !== leafFormat) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8', 1));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const sent = value as Record<string, unknown>;
  const leaf: Record<string, unknown> = {};
  for (const [name, kind, optional] of members) {
    const member = sent[name];
    if (member === undefined && optional !== undefined) continue;
    const read = readMember(member, kind);
    if (read === undefined) return undefined;
    leaf[name] = read;
  }
  const parsed = leaf as unknown as Leaf;
  return encodeLeaf(parsed).equals(bytes) ? parsed : undefined;
}

function readMember(value: unknown, kind: Kind): number | string | Buffer | undefined {
  switch (kind) {
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'hash':
      return typeof value === 'string' && value.length === 2 * hashSize && /^[0-9a-f]+$/.test(value)
        ? Buffer.from(value, 'hex')
        : undefined;
  }
}
