import { readFact } from './read-fact.js';

const stored = { type: 'StoryOpened', schemaVersion: 1, data: '{"language":"en","title":"Floods"}' };

describe('readFact', () => {
  test('gives the type with the parsed data', () => {
    expect(readFact(stored)).toEqual({ type: 'StoryOpened', data: { language: 'en', title: 'Floods' } });
  });

  test('reads the stored bytes of an older schema version as the current one', () => {
    const bytes = '{"relation":"follows","to":"floods-of-2023"}';
    expect(readFact({ type: 'StoryLinked', schemaVersion: 1, data: bytes })).toEqual({
      type: 'StoryLinked',
      data: { to: 'floods-of-2023', relation: 'continues' },
    });
    expect(readFact({ type: 'StoryLinked', schemaVersion: 2, data: bytes.replace('follows', 'related') })).toEqual({
      type: 'StoryLinked',
      data: { to: 'floods-of-2023', relation: 'related' },
    });
  });

  test.each([
    ['a type that is not known', { ...stored, type: 'StoryMerged' }],
    ['a type that names what every object inherits', { ...stored, type: 'constructor' }],
    ['a later schema version', { ...stored, schemaVersion: 2 }],
  ])('does not read %s', (_what, event) => {
    expect(readFact(event)).toBeUndefined();
  });
});
