import { changed, wholeData } from '../event-examples.js';
import { validateData } from '../validate-event.js';

const codesOf = (type: 'StoryOpened' | 'SourceFiled' | 'FactCorrected', path: string, value: unknown) =>
  validateData(type, changed(wholeData[type], path, value)).map(({ pointer, code }) => [pointer, code]);

describe('StoryOpened', () => {
  test.each([
    ['no title', 'title', undefined, '/data/title', 'text'],
    ['an empty title', 'title', '', '/data/title', 'text'],
    ['a blank title', 'title', ' \n\t\u00a0', '/data/title', 'text'],
    ['a title with a NUL', 'title', 'a\0b', '/data/title', 'text'],
    ['a title with half a surrogate pair', 'title', 'a\ud800', '/data/title', 'text'],
    ['a list as title', 'title', ['Troops'], '/data/title', 'text'],
    ['a number as title', 'title', 7, '/data/title', 'text'],
    ['no language', 'language', undefined, '/data/language', 'language'],
    ['a language in words', 'language', 'English language', '/data/language', 'language'],
    ['a language of one letter', 'language', 'e', '/data/language', 'language'],
    ['a language with an underscore', 'language', 'en_GB', '/data/language', 'language'],
    ['a blank summary', 'summary', ' ', '/data/summary', 'text'],
    ['an object as summary', 'summary', {}, '/data/summary', 'text'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf('StoryOpened', path, value)).toEqual([[pointer, code]]);
  });

  test('keeps text with blanks around it, line breaks and any script', () => {
    expect(codesOf('StoryOpened', 'title', ' Élections\nвыборы 選挙 😀 ')).toEqual([]);
  });
});

describe('SourceFiled', () => {
  test.each([
    ['no title', 'title', undefined, '/data/title', 'text'],
    ['a blank publisher', 'publisher', '', '/data/publisher', 'text'],
    ['a relative address', 'url', '/report', '/data/url', 'url'],
    ['an address without scheme', 'url', 'example.org/report', '/data/url', 'url'],
    ['an address that runs a script', 'url', 'javascript:alert(1)', '/data/url', 'url'],
    ['an address of a file', 'url', 'file:///etc/hosts', '/data/url', 'url'],
    ['an address without a host', 'url', 'https://', '/data/url', 'url'],
    ['an address with a blank in its host', 'url', 'https://exam ple.org', '/data/url', 'url'],
    ['a list of addresses', 'url', ['https://example.org'], '/data/url', 'url'],
    ['text as time of publication', 'published', '2024-10-28', '/data/published', 'object'],
    ['a list as time of publication', 'published', [{ edtf: '2024', basis: 'stated' }], '/data/published', 'object'],
    ['a wrong date of publication', 'published/edtf', '28 October', '/data/published/edtf', 'edtf'],
    ['an unknown field of the time', 'published/year', 2024, '/data/published/year', 'unknown-field'],
    ['a wrong language', 'language', '-', '/data/language', 'language'],
    ['a SHA-256 in capitals', 'sha256', 'A'.repeat(64), '/data/sha256', 'sha256'],
    ['a SHA-256 cut short', 'sha256', 'a'.repeat(63), '/data/sha256', 'sha256'],
    ['a SHA-256 with a line break behind it', 'sha256', `${'a'.repeat(64)}\n`, '/data/sha256', 'sha256'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf('SourceFiled', path, value)).toEqual([[pointer, code]]);
  });

  test.each(['http://localhost:3000', 'HTTPS://EXAMPLE.ORG/a', 'https://пример.рф/путь', 'https://[::1]/'])(
    'takes the address %s',
    (url) => {
      expect(codesOf('SourceFiled', 'url', url)).toEqual([]);
    },
  );
});

describe('FactCorrected', () => {
  test.each([
    ['no fact', 'fact', undefined, '/data/fact', 'fact-ref'],
    ['a fact that is no id', 'fact', 'a b', '/data/fact', 'fact-ref'],
    ['a list of facts', 'fact', ['first'], '/data/fact', 'fact-ref'],
    ['no patch', 'patch', undefined, '/data/patch', 'merge-patch'],
    ['an empty patch', 'patch', {}, '/data/patch', 'merge-patch'],
    ['a list as patch', 'patch', [{ title: 'x' }], '/data/patch', 'merge-patch'],
    ['text as patch', 'patch', 'title', '/data/patch', 'merge-patch'],
    ['null as patch', 'patch', null, '/data/patch', 'merge-patch'],
    ['no reason', 'reason', undefined, '/data/reason', 'text'],
    ['a blank reason', 'reason', '  ', '/data/reason', 'text'],
  ])('refuses %s', (_fault, path, value, pointer, code) => {
    expect(codesOf('FactCorrected', path, value)).toEqual([[pointer, code]]);
  });

  test('leaves it to the decision whether the patch fits the fact', () => {
    expect(codesOf('FactCorrected', 'patch', { anything: [{ deep: null }], title: null })).toEqual([]);
  });
});
