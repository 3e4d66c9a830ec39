import { readFact } from './read-fact.js';

const stored = { type: 'StoryOpened', schemaVersion: 1, data: '{"language":"en","title":"Floods"}' };

describe('readFact', () => {
  test('gives the type with the parsed data', () => {
    expect(readFact(stored)).toEqual({ type: 'StoryOpened', data: { language: 'en', title: 'Floods' } });
  });

  test.each([
    ['a type that is not known', { ...stored, type: 'StoryMerged' }],
    ['a type that names what every object inherits', { ...stored, type: 'constructor' }],
    ['a later schema version', { ...stored, schemaVersion: 2 }],
  ])('does not read %s', (_what, event) => {
    expect(readFact(event)).toBeUndefined();
  });
});
