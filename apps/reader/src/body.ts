import { createHash } from 'node:crypto';
import { encodeBody } from './content-coding.js';
import type { ContentCoding } from './content-coding.js';

/** A body that many may ask for: hashed and packed once, however many there are. */
export class Body {
  private digest: string | undefined;
  private readonly packed = new Map<ContentCoding, Promise<Buffer>>();

  constructor(readonly text: string) {}

  get hash(): string {
    this.digest ??= createHash('sha1').update(this.text).digest('base64url').slice(0, 16);
    return this.digest;
  }

  pack(coding: Exclude<ContentCoding, 'identity'>): Promise<Buffer> {
    const known = this.packed.get(coding);
    if (known !== undefined) return known;
    const packed = encodeBody(this.text, coding);
    this.packed.set(coding, packed);
    packed.catch(() => this.packed.delete(coding));
    return packed;
  }
}
