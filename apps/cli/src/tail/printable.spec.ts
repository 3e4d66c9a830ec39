import fc from 'fast-check';
import { printable, printableJson } from './printable.js';

const steering = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const piece = fc.oneof(
  fc.constantFrom('\u001b[2J', '\u009b', '\u0007', '\u007f', '\u202e', '\u2066', '\u200f', '\u061c', '\u2028', '\r\n'),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const hostile = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));

describe('text of the record in a terminal', () => {
  test('steers nothing and is one line', () => {
    fc.assert(fc.property(hostile, (text) => expect(printable(text)).not.toMatch(steering)));
    expect(printable('Red \u001b[31malert\u202e\r\n\tnow\u0000')).toBe('Red [31malert now');
  });

  test('is left alone where it does no harm', () => {
    const text = 'Größe “3 000” 北 👩‍👩‍👧 عربي';
    expect(printable(text)).toBe(text);
  });

  test('is the same JSON, in which nothing steers', () => {
    fc.assert(
      fc.property(fc.record({ text: hostile }), (value) => {
        const json = printableJson(JSON.stringify(value));
        expect(json).not.toMatch(steering);
        expect(JSON.parse(json)).toEqual(value);
      }),
    );
  });
});
