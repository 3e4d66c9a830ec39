import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { commitmentOf } from './commitment.js';
import { canonicalJson } from './json/canonical-json.js';

const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
const data = '{"language":"en","title":"Élections"}';

describe('commitmentOf', () => {
  test('is the SHA-256 of the salt and the canonical JSON of the data', () => {
    expect(commitmentOf(salt, undefined, data).toString('hex')).toBe(
      '24dbc5ffe3d95dac21af79650b7ebc64c277b45da88b36e4e34f14509d6e089e',
    );
  });

  test('covers the actor where there is one', () => {
    expect(commitmentOf(salt, 'desk-7', data).toString('hex')).toBe(
      '2e9e788c26421d0b95b24127caa74f28a4fb4d559abf6afc6a31ea4d6acc620a',
    );
  });

  test('can be computed by anyone from what an API returns: the salt, the actor and the parsed data', () => {
    const event = fc.record({
      salt: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
      actor: fc.option(fc.string({ unit: 'grapheme', minLength: 1 }), { nil: undefined }),
      data: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
    });
    fc.assert(
      fc.property(event, (one) => {
        const returned = JSON.parse(canonicalJson(one.data)) as object;
        const body = canonicalJson({ data: returned, ...(one.actor === undefined ? {} : { actor: one.actor }) });
        const expected = createHash('sha256')
          .update(Buffer.concat([one.salt, Buffer.from(body)]))
          .digest('hex');
        expect(commitmentOf(one.salt, one.actor, canonicalJson(one.data)).toString('hex')).toBe(expected);
      }),
    );
  });

  test('differs with the salt, the actor and the data', () => {
    const other = Buffer.from(salt);
    other.writeUInt8(255, 15);
    const commitments = [
      commitmentOf(salt, undefined, data),
      commitmentOf(other, undefined, data),
      commitmentOf(salt, 'desk-7', data),
      commitmentOf(salt, 'desk-8', data),
      commitmentOf(salt, undefined, data.replace('É', 'E')),
    ];
    expect(new Set(commitments.map((bytes) => bytes.toString('hex'))).size).toBe(5);
  });
});
