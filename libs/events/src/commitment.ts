import { createHash } from 'node:crypto';
import { canonicalJson } from './json/canonical-json.js';

/**
 * SHA-256 over the salt and the canonical JSON of `{"actor"?, "data"}`. It stays when the payload is erased, and
 * without the salt it tells nothing about it. `data` is canonical already, and "actor" sorts before "data".
 */
export function commitmentOf(salt: Buffer, actor: string | undefined, data: string): Buffer {
  const before = actor === undefined ? '{"data":' : `{"actor":${canonicalJson(actor)},"data":`;
  return createHash('sha256').update(salt).update(before).update(data).update('}').digest();
}
