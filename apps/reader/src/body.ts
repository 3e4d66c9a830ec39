import { createHash } from 'node:crypto';
import { encodeBody } from './content-coding.js';
import type { ContentCoding } from './content-coding.js';

/** What tells a body from others. The length is in bytes. */
export interface BodyDigest {
  readonly hash: string;
  readonly length: number;
}

/** A body that many may ask for: hashed and packed once, however many there are. */
export class Body implements BodyDigest {
  readonly bytes: Buffer;
  private digest: string | undefined;
  private readonly packed = new Map<ContentCoding, Promise<Buffer>>();

  constructor(text: string) {
    this.bytes = Buffer.from(text);
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
