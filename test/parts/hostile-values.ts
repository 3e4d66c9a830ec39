/** JSON texts that do harm where something is careless: as text, as numbers, as shapes. */
export const hostileValues: readonly string[] = [
  ...[
    '',
    ' ',
    '\n\t\r',
    'a\0b',
    '\u202e\u2066reversed\u2069',
    '\u200b\u200d\ufeff',
    '\u2028\u2029',
    '\uffff\u{10ffff}',
    'e\u0301\u0323'.repeat(50),
    '👩‍👩‍👧‍👦🏴‍☠️',
    'שלום مرحبا',
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '"><svg/onload=alert(1)>',
    "'; drop table event; --",
    '${7*7}{{7*7}}#{7*7}',
    '../../../etc/passwd',
    '%00%0d%0a',
    'x\r\nid: 9\r\nevent: forged\r\n\r\n',
    '=HYPERLINK("http://evil.example")',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'NaN',
    '9'.repeat(400),
    'a'.repeat(10_000),
    '2024-02-30',
    '[..2024-10-27]',
    'http://[::1',
    'javascript:alert(1)',
    'https://user:pass@example.org/\u0000',
    'a b',
    'É',
    '-',
    '.',
    'first',
  ].map((text) => JSON.stringify(text)),
  '"\\ud800"',
  '"\\udfff\\ud800"',
  ...['0', '-0', '-1', '1.5', '1e15', '999999999999999', '1e-300', '1e308', '1e400', '-1e400', '12345678901234567890'],
  ...['0.1234567890123456', '1e-400', '2147483648', '9007199254740993'],
  ...['null', 'true', 'false', '[]', '{}', '[[]]', '[null]', '[{}]', '[1,2]', '["a","a"]', '{"a":{"b":{}}}'],
  ...[
    '{"__proto__":{"title":"x"}}',
    '{"constructor":{"prototype":{}}}',
    '{"length":1e9}',
    '{"toJSON":"x"}',
    '{"then":1}',
  ],
  `${'['.repeat(60)}${']'.repeat(60)}`,
  `[${Array(2_000).fill('"a"').join(',')}]`,
];

/** The paths of all members and items of a JSON value, deepest included. */
export function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([name, member]) => pathsOf(member, [...path, name]))];
}

const mark = '\u2603 here \u2603';

/** The JSON text of a value with another JSON text put at a path. */
export function withValueAt(value: object, path: readonly string[], json: string): string {
  const copy = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
  let holder = copy;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string, unknown>;
  holder[path.at(-1) ?? ''] = mark;
  return JSON.stringify(copy).replace(JSON.stringify(mark), () => json);
}
