import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** How a body is sent: as it is, or packed. */
export type ContentCoding = 'identity' | 'br' | 'gzip';

/** Below about one packet there is nothing to win. */
const leastLength = 1_500;

const packers = {
  br: promisify(brotliCompress),
  gzip: promisify(gzip),
};

// At 4 brotli is as fast as gzip, and packs better; beyond, every step costs twice the time.
const brotliQuality = 4;

/** The coding for a body of this many bytes that the client likes best, brotli where it likes both alike (RFC 9110, 12.5.3). */
export function chooseCoding(acceptEncoding: string | undefined, length: number): ContentCoding {
  if (acceptEncoding === undefined || length < leastLength) return 'identity';
  const weights = readWeights(acceptEncoding);
  const weightOf = (coding: ContentCoding) => weights.get(coding) ?? weights.get('*') ?? 0;
  const best = weightOf('br') >= weightOf('gzip') ? 'br' : 'gzip';
  return weightOf(best) > 0 && weightOf(best) >= (weights.get('identity') ?? 0) ? best : 'identity';
}

export function encodeBody(bytes: Buffer, coding: Exclude<ContentCoding, 'identity'>): Promise<Buffer> {
  switch (coding) {
    case 'br': {
      const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
      const params = { [BROTLI_PARAM_QUALITY]: brotliQuality, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
      return packers.br(bytes, { params });
    }
    case 'gzip':
      return packers.gzip(bytes);
  }
}

const element = /^([!#$%&'*+.^_`|~0-9a-z-]+)(?:[ \t]*;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/;

/** What cannot be read is passed over: the answer then goes as it is. */
function readWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const one of header.toLowerCase().split(',')) {
    const [, coding, weight = '1'] = element.exec(one.trim()) ?? [];
    if (coding !== undefined) weights.set(coding, Number(weight));
  }
  return weights;
}
