import { pointerOf } from './json-pointer.js';
import { readJson } from './read-json.js';

function problemsIn(sent: string): (readonly [pointer: string, code: string])[] {
  const read = readJson(sent);
  if (!read.readable) throw new Error(read.detail);
  return read.problems.map(({ pointer, code }) => [pointer, code] as const);
}

describe('readJson, given JSON that no event may hold', () => {
  test.each([
    ['null', 'null', '', 'null'],
    ['null deep inside', '{"a":[1,{"b":null}]}', '/a/1/b', 'null'],
    ['an escaped NUL', '{"a":"x\\u0000y"}', '/a', 'nul-character'],
    ['an escaped high surrogate alone', '["\\ud800"]', '/0', 'lone-surrogate'],
    ['an escaped low surrogate alone', '["\\udc00x"]', '/0', 'lone-surrogate'],
    ['a raw high surrogate alone', '["\ud800"]', '/0', 'lone-surrogate'],
    ['surrogates in the wrong order', '["\\ude00\\ud83d"]', '/0', 'lone-surrogate'],
    ['a number too large', '[1e400]', '/0', 'number-out-of-range'],
    ['a negative number too large', '[-1e400]', '/0', 'number-out-of-range'],
    ['a number too small', '[1e-400]', '/0', 'number-out-of-range'],
    ['a whole number of 16 digits', '[9007199254740993]', '/0', 'number-too-precise'],
    ['16 digits around a point', '[1234567.890123456]', '/0', 'number-too-precise'],
    ['16 digits behind a point', '[-0.1234567890123456]', '/0', 'number-too-precise'],
    ['16 digits with zeros inside', '[1000000000000001]', '/0', 'number-too-precise'],
    ['16 digits before an exponent', '[1.000000000000001e-5]', '/0', 'number-too-precise'],
    ['a problem below a key with a slash and a tilde', '{"a/b":{"~c":null}}', '/a~1b/~0c', 'null'],
    ['a problem below an empty key', '{"":[null]}', '//0', 'null'],
  ])('reads %s, and reports where it is', (_what, sent, pointer, code) => {
    expect(problemsIn(sent)).toEqual([[pointer, code]]);
  });

  test.each([
    ['15 digits', '123456789012345'],
    ['15 digits and zeros behind them', '123456789012345000'],
    ['15 digits behind zeros', '0.000000123456789012345'],
    ['zeros at the end of a fraction', '1.50000000000000000000'],
    ['zero with a large exponent', '0e400'],
    ['zero with a small exponent', '-0.0e-400'],
    ['the largest power of ten', '1e308'],
    ['the smallest number', '5e-324'],
  ])('reads %s without a problem', (_what, sent) => {
    expect(problemsIn(`[${sent}]`)).toEqual([]);
  });

  test('reports every problem, each with its place', () => {
    expect(problemsIn('{"a":null,"b":["\\u0000\\ud800",12345678901234567]}')).toEqual([
      ['/a', 'null'],
      ['/b/0', 'nul-character'],
      ['/b/0', 'lone-surrogate'],
      ['/b/1', 'number-too-precise'],
    ]);
  });

  test('reports a problem in a key at the object that has the key', () => {
    expect(problemsIn('{"a":{"x":1,"\\u0000":2}}')).toEqual([['/a', 'nul-character']]);
  });
});

describe('readJson, told where null has a meaning', () => {
  const inPatch = (path: readonly (string | number)[]) => path[1] === 'patch';

  test('reports null everywhere else', () => {
    const read = readJson('[{"patch":{"a":null,"b":[null]}},{"a":null,"patch":null},null]', inPatch);
    expect(read).toMatchObject({
      readable: true,
      problems: [
        { pointer: '/1/a', code: 'null' },
        { pointer: '/2', code: 'null' },
      ],
    });
  });

  test('reports every other problem there too, however many nulls come before it', () => {
    const read = readJson(`[{"patch":[${'null,'.repeat(200)}1e999]}]`, inPatch);
    expect(read).toMatchObject({ problems: [{ pointer: '/0/patch/200', code: 'number-out-of-range' }] });
  });
});

describe('readJson, given __proto__ as a key', () => {
  test('makes it a member like any other, and touches no prototype', () => {
    const read = readJson('{"a":{"__proto__":{"polluted":true}}}');
    if (!read.readable) throw new Error(read.detail);
    const { a } = read.value as unknown as { a: Record<string, unknown> };
    expect(Object.keys(a)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(a)).toBe(Object.prototype);
    expect(a['polluted']).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(JSON.stringify(a)).toBe('{"__proto__":{"polluted":true}}');
  });
});

describe('pointerOf', () => {
  test.each([
    ['the whole document', [], ''],
    ['an empty key', [''], '/'],
    ['keys and places in arrays', ['events', 0, 'data'], '/events/0/data'],
    ['a slash', ['a/b'], '/a~1b'],
    ['a tilde', ['a~b'], '/a~0b'],
    ['a tilde before a digit, which must not read as a slash', ['~1'], '/~01'],
    ['blanks, quotes and percent signs, which stay', [' "%^|'], '/ "%^|'],
  ])('names %s as RFC 6901 says', (_what, path, pointer) => {
    expect(pointerOf(path)).toBe(pointer);
  });
});
