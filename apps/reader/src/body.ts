import { createHash } from 'node:crypto';
import { encodeBody } from './content-coding.js';
import type { ContentCoding } from './content-coding.js';

/** What tells a body from others. The length is in bytes. */
export interface BodyDigest {
  readonly hash: string;
  readonly length: number;
  /** Whether it is packed already, as pictures are: it goes as it is. */
  readonly isPacked?: boolean;
}

/** A body that many may ask for: hashed and packed once, however many there are. */
export class Body implements BodyDigest {
  readonly bytes: Buffer;
  readonly isPacked: boolean;
  private digest: string | undefined;
  private readonly packed = new Map<ContentCoding, Promise<Buffer>>();

  /** Of a text, or of bytes that are packed already. */
  constructor(content: string | Buffer) {
    this.isPacked = typeof content !== 'string';
    this.bytes = typeof content === 'string' ? Buffer.from(content) : content;
  }

  get length(): number {
    return this.bytes.length;
  }

  get hash(): string {
    this.digest ??= createHash('sha1').update(this.bytes).digest('base64url').slice(0, 16);
    return this.digest;
  }

  pack(coding: Exclude<ContentCoding, 'identity'>): Promise<Buffer> {
    const known = this.packed.get(coding);
    if (known !== undefined) return known;
    const packed = encodeBody(this.bytes, coding);
    this.packed.set(coding, packed);
    packed.catch(() => this.packed.delete(coding));
    return packed;
  }
}
