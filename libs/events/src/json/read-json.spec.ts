import fc from 'fast-check';
import { readJson } from './read-json.js';

const finite = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((number) => Number(number.toPrecision(15)))
  .filter(Number.isFinite)
  // JSON.stringify writes -0 as 0.
  .map((number) => (number === 0 ? 0 : number));
const text = fc.string({ unit: 'binary' }).map((characters) => characters.replaceAll('\0', ''));
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 8 },
    text,
    finite,
    fc.boolean(),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(text, tie('json'), { maxKeys: 5 }),
  ),
}));

describe('readJson', () => {
  test('reads what JSON.parse reads', () => {
    const sent = ' {"a": [1, -2.5e3, true, false, "\\u00e9\\n\\ud83d\\ude00"], "": {}} ';
    expect(readJson(sent)).toEqual({ readable: true, value: JSON.parse(sent) as unknown, problems: [] });
  });

  test('gives back every value whose numbers have at most 15 significant digits, without a problem', () => {
    fc.assert(
      fc.property(json, fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
        const sent = JSON.stringify(value, undefined, indent);
        const read = readJson(sent);
        expect(read).toEqual({ readable: true, value, problems: [] });
        if (read.readable) expect(JSON.stringify(read.value, undefined, indent)).toBe(sent);
      }),
      { numRuns: 300 },
    );
  });

  test('agrees with JSON.parse on whether a damaged text is JSON, save that equal keys are refused', () => {
    const damage = fc.record({
      at: fc.nat(40),
      cut: fc.nat(3),
      put: fc.constantFrom('', '"', '{', ']', ',', '\\', '1'),
    });
    fc.assert(
      fc.property(json, damage, (value, { at, cut, put }) => {
        const whole = JSON.stringify(value);
        const damaged = whole.slice(0, at) + put + whole.slice(at + cut);
        const read = readJson(damaged);
        if (!read.readable && read.code === 'duplicate-key') return;
        expect(read.readable).toBe(isJson(damaged));
      }),
      { numRuns: 500 },
    );
  });

  test('takes space, tab, line feed and carriage return as blanks, and nothing else', () => {
    expect(readJson(' \t\r\n[ 1 ,\n2 ]\r\n')).toEqual({ readable: true, value: [1, 2], problems: [] });
    for (const blank of ['\u00a0', '\u2028', '\ufeff', '\f', '\v']) {
      expect(readJson(`${blank}[1]`)).toMatchObject({ readable: false, code: 'malformed-json', pointer: '' });
    }
  });

  test('reads every escape', () => {
    const sent = String.raw`"\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00"`;
    expect(readJson(sent)).toEqual({ readable: true, value: '"\\/\b\f\n\r\té😀', problems: [] });
  });

  test('joins a surrogate pair of which one half is escaped', () => {
    expect(readJson('"\\ud83d\ude00"')).toEqual({ readable: true, value: '😀', problems: [] });
  });
});

function isJson(sent: string): boolean {
  try {
    JSON.parse(sent);
    return true;
  } catch {
    return false;
  }
}
