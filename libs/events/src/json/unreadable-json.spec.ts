import { readJson } from './read-json.js';

describe('readJson, given text that is not JSON', () => {
  test.each([
    ['nothing', '', ''],
    ['blanks alone', '  ', ''],
    ['an object that does not end', '{', ''],
    ['a key without a value', '{"a"', '/a'],
    ['a colon without a value', '{"a":}', '/a'],
    ['a comma behind the last member', '{"a":1,}', ''],
    ['members without a comma', '{"a":1 "b":2}', ''],
    ['a key without quotes', '{a:1}', ''],
    ['a key in single quotes', "{'a':1}", ''],
    ['an array that does not end', '[1', ''],
    ['a comma behind the last item', '[1,]', '/1'],
    ['items without a comma', '[1 2]', ''],
    ['a word cut short, deep inside', '{"a":[true,fals]}', '/a/1'],
    ['a word in another case', '[True]', '/0'],
    ['null cut short', 'nul', ''],
    ['a number that begins with a zero', '[01]', ''],
    ['a number with a plus sign', '[+1]', '/0'],
    ['a number that begins with its point', '[.5]', '/0'],
    ['a number that ends with its point', '[1.]', ''],
    ['a minus sign alone', '[-]', '/0'],
    ['an exponent without digits', '[1e]', ''],
    ['a hexadecimal number', '[0x1]', ''],
    ['NaN', '{"a":NaN}', '/a'],
    ['Infinity', '{"a":-Infinity}', '/a'],
    ['a string that does not end', '{"a":"x', '/a'],
    ['a string that ends in a backslash', '{"a":"x\\', '/a'],
    ['a raw tab in a string', '["\t"]', '/0'],
    ['a raw NUL in a string', '["\0"]', '/0'],
    ['an unknown escape', '["\\x41"]', '/0'],
    ['an escape with a letter that is no digit', '["\\u12g4"]', '/0'],
    ['an escape cut short', '{"a":{"b":"\\u12', '/a/b'],
    ['a second value', '{} {}', ''],
    ['a comment', '/* none */ 1', ''],
    ['an error below a key with a slash and a tilde', '{"a/b~c":[}]}', '/a~1b~0c/0'],
  ])('refuses %s', (_fault, sent, pointer) => {
    expect(readJson(sent)).toMatchObject({ readable: false, code: 'malformed-json', pointer });
  });

  test('says what it expected, where, and what stands there', () => {
    const detail = expect.stringMatching(/expected .*double quotes.* at character 7, found "}"/) as string;
    expect(readJson('{"a":1,}')).toMatchObject({ detail });
    expect(readJson('[1')).toMatchObject({ detail: expect.stringMatching(/found the end$/) as string });
  });
});

describe('readJson, given an object with equal keys', () => {
  test.each([
    ['at the top', '{"a":1,"a":1}', '/a'],
    ['deep inside', '{"a":[{"b":1,"c":2,"b":3}]}', '/a/0/b'],
    ['written in two ways', '{"a":1,"\\u0061":2}', '/a'],
    ['that are empty', '{"":1,"":2}', '/'],
    ['named __proto__', '{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['with a slash', '{"a/b":1,"a/b":2}', '/a~1b'],
  ])('refuses keys %s', (_where, sent, pointer) => {
    expect(readJson(sent)).toMatchObject({ readable: false, code: 'duplicate-key', pointer });
  });

  test('takes equal keys of different objects, and keys that every object inherits', () => {
    const sent = '{"a":{"a":1},"constructor":1,"toString":2,"hasOwnProperty":3}';
    expect(readJson(sent)).toEqual({ readable: true, value: JSON.parse(sent) as unknown, problems: [] });
  });
});

describe('readJson, given deep nesting', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

  test('reads 64 levels and refuses the 65th', () => {
    expect(readJson(nested(64))).toMatchObject({ readable: true, problems: [] });
    expect(readJson(nested(65))).toMatchObject({
      readable: false,
      code: 'nested-too-deeply',
      pointer: '/0'.repeat(64),
    });
  });

  test.each([
    ['arrays', '['.repeat(10_000)],
    ['closed arrays', nested(10_000)],
    ['objects', '{"a":'.repeat(10_000)],
    ['arrays in objects', '{"a":['.repeat(5_000)],
  ])('refuses 10,000 levels of %s without running out of stack', (_kind, sent) => {
    expect(readJson(sent)).toMatchObject({ readable: false, code: 'nested-too-deeply' });
  });
});
