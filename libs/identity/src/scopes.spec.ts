import { isScope, mayPublish, mayRead } from './scopes.js';
import type { Scope } from './scopes.js';

describe('a scope', () => {
  test.each(['publish', 'read', 'admin', 'publish:us-*', 'publish:u*', 'publish:0-a*'])('may be %s', (text) => {
    expect(isScope(text)).toBe(true);
  });

  test.each([
    '',
    'Publish',
    'write',
    'publish:',
    'publish:*',
    'publish:us-',
    'publish:us-**',
    'publish:-us*',
    'read\n',
  ])('may not be %j', (text) => {
    expect(isScope(text)).toBe(false);
  });
});

// By hand: who may publish to a story "us-election", to "usual", and who may read.
const rights: readonly (readonly [readonly Scope[], boolean, boolean, boolean])[] = [
  [[], false, false, false],
  [['publish'], true, true, false],
  [['read'], false, false, true],
  [['admin'], true, true, true],
  [['publish:us-*'], true, false, false],
  [['publish:us*', 'read'], true, true, true],
  [['publish:uk-*', 'publish:us-e*'], true, false, false],
  [['publish:us-election*'], true, false, false],
  [['publish:us-elections*'], false, false, false],
];

test.each(rights)('%j allow what they say', (scopes, election, usual, reading) => {
  const allowed = [mayPublish(scopes, 'us-election'), mayPublish(scopes, 'usual'), mayRead(scopes)];
  expect(allowed).toEqual([election, usual, reading]);
});
