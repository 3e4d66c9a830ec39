import fc from 'fast-check';

const piece = fc.oneof(
  fc.constantFrom(
    '=cmd|/C calc!A0',
    '<script>alert(1)</script>',
    ']]>',
    '&amp;',
    '"',
    "'",
    ',',
    ';',
    '\r\n',
    '\r',
    '\n',
  ),
  fc.constantFrom(
    '\t',
    '\u0001',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u202e',
    '\u2066',
    '\u2028',
    '\ufeff',
    '\ufffe',
    '\uffff',
  ),
  fc.constantFrom(
    '+',
    '-',
    '@',
    '=',
    '\uff1d',
    '\u00a0',
    ' ',
    '\u{1f600}',
    '\u{10ffff}',
    '-->',
    '<!--',
    '{{',
    '%',
    '\\',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);

/** Text that a fact may hold, as bad as it gets: well formed, not blank, no NUL. */
export const hostileText = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) => pieces.join('').replaceAll('\0', ''))
  .filter((text) => /\S/.test(text) && text.isWellFormed());

/** The spelling of each field of a story, as many as there are. */
export const hostileTexts = fc.array(hostileText, { minLength: 120, maxLength: 120 });
