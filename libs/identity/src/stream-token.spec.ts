import fc from 'fast-check';
import { isSignedWith, readToken, signToken } from './stream-token.js';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const id = fc.stringMatching(/^k_[\w-]{12}$/);
const expires = fc.integer({ min: 1_700_000_000_000, max: 9_999_999_999_999 });

test('a token says whose it is and until when, and is signed by the hash of that key alone', () => {
  fc.assert(
    fc.property(hash, hash, id, expires, (own, other, keyId, until) => {
      const claim = readToken(signToken(keyId, own, until));
      expect(claim).toMatchObject({ keyId, expires: until });
      if (claim === undefined) return;
      expect(isSignedWith(claim, own)).toBe(true);
      expect(isSignedWith(claim, other)).toBe(own.equals(other));
      expect(isSignedWith({ ...claim, expires: until + 1 }, own)).toBe(false);
    }),
  );
});

test('what is no token is read as none', () => {
  fc.assert(fc.property(fc.string(), (text) => expect(readToken(text)).toBeUndefined()));
});
