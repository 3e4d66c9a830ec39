import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { chooseCoding, encodeBody } from './content-coding.js';

const long = 1_500;

describe('the coding of a body', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.5', 'br'],
    ['GZIP ; Q=0.8', 'gzip'],
    ['*', 'br'],
    ['*, br;q=0', 'gzip'],
    ['br;q=0, gzip;q=0.000', 'identity'],
    ['identity, gzip;q=0.5', 'identity'],
    ['identity;q=0.5, gzip', 'gzip'],
    ['identity', 'identity'],
    ['identity;q=0, deflate', 'identity'],
    ['deflate, zstd', 'identity'],
    ['', 'identity'],
    ['br;q=2, gzip;level=9', 'identity'],
    ['*;q=0', 'identity'],
  ])('for Accept-Encoding: %s is %s', (header, coding) => {
    expect(chooseCoding(header, long)).toBe(coding);
  });

  test('is none where the client says nothing, and where there is nothing to win', () => {
    expect(chooseCoding(undefined, long)).toBe('identity');
    expect(chooseCoding('br', long - 1)).toBe('identity');
  });

  test('is found for any header', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(['identity', 'br', 'gzip']).toContain(chooseCoding(header, long));
      }),
    );
  });

  test('gives the body back to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (body) => {
        expect(brotliDecompressSync(await encodeBody(Buffer.from(body), 'br')).toString()).toBe(body);
        expect(gunzipSync(await encodeBody(Buffer.from(body), 'gzip')).toString()).toBe(body);
      }),
    );
  });
});
