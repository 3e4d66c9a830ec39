import { RefusalError } from '#errors';
import { readExpectation, readFlags } from './read-expectation.js';

function refusalOf(reading: () => unknown) {
  try {
    reading();
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('readExpectation', () => {
  test('expects nothing where nothing is stated', () => {
    expect(readExpectation(undefined, undefined)).toBeUndefined();
  });

  test.each([
    ['"0"', 0],
    ['"3"', 3],
    [' "12" ', 12],
    ['"3-5f2a9c"', 3],
    ['"3-a W/b"', 3],
    ['"999999999"', 999_999_999],
  ])('reads the version of If-Match: %s', (header, version) => {
    expect(readExpectation(header, undefined)).toBe(version);
  });

  test.each(['*', ' * '])('expects a story that is not there for If-None-Match: %s', (header) => {
    expect(readExpectation(undefined, header)).toBe(0);
  });

  test.each([
    '3',
    '""',
    '"-3"',
    '"3.0"',
    '"three"',
    '"3',
    "'3'",
    '*',
    'W/"3"',
    '"3", "4"',
    '"3-a","4-b"',
    '"3" ; x',
    '"1234567890"',
    '',
  ])('refuses If-Match: %s, and says what would be accepted', (header) => {
    const refusal = refusalOf(() => readExpectation(header, undefined));
    expect(refusal).toMatchObject({ code: 'invalid-header', errors: [{ pointer: 'If-Match' }] });
    expect(refusal.detail).toContain('such as "3"');
  });

  test.each(['"3"', '**', '', 'W/*', '*, "3"'])('refuses If-None-Match: %s', (header) => {
    const refusal = refusalOf(() => readExpectation(undefined, header));
    expect(refusal).toMatchObject({ code: 'invalid-header', errors: [{ pointer: 'If-None-Match' }] });
  });

  test('refuses two expectations at once', () => {
    expect(refusalOf(() => readExpectation('"3"', '*'))).toMatchObject({ code: 'invalid-header' });
  });
});

describe('readFlags', () => {
  test.each([
    [{}, false],
    [{ dryRun: 'false' }, false],
    [{ dryRun: 'true' }, true],
  ])('reads %j', (query, dryRun) => {
    expect(readFlags(query)).toEqual({ dryRun });
  });

  test.each([['1'], [''], ['TRUE'], ['yes'], [['true', 'false']], [true]])('refuses dryRun=%j', (dryRun) => {
    const refusal = refusalOf(() => readFlags({ dryRun }));
    expect(refusal).toMatchObject({ code: 'invalid-query', errors: [{ pointer: 'dryRun', code: 'flag' }] });
    expect(refusal.detail).toBe('dryRun must be true or false.');
  });

  test('refuses what it does not know by name', () => {
    const refusal = refusalOf(() => readFlags({ dryRun: 'true', dryrun: 'true' }));
    expect(refusal).toMatchObject({
      code: 'invalid-query',
      errors: [{ pointer: 'dryrun', code: 'unknown-parameter' }],
    });
    expect(refusal.detail).toContain('the only parameter is dryRun');
  });
});
