import { corrected, detailOf, filed, inOrder, issued, opened, stated, storyOf, verdictOn } from './story-examples.js';

const when = { edtf: '2024-10-28', basis: 'stated' as const };

describe('a correction of an order', () => {
  // "b" comes after "a"; "figure" is said in "a", "next" comes after "figure".
  const ordered = storyOf([
    opened('story'),
    stated('a', { when }),
    stated('b', { when: inOrder({ after: ['a'] }) }),
    issued('figure', { saidIn: 'a' }),
    stated('next', { when: inOrder({ after: ['figure'] }) }),
    stated('last', { when: inOrder({ after: ['next'] }) }),
    filed('article', { published: inOrder({ after: ['b'] }) }),
  ]);

  test('may not make a circle, and the path is told', () => {
    const event = corrected('new', 'a', { when: { after: ['b'] } });
    expect(verdictOn(ordered, event)).toEqual(['order-cycle /events/0/data/patch/when']);
    expect(detailOf(ordered, event)).toContain('"a" before "b" before "a"');
  });

  test('may not make a circle through when a source was published', () => {
    const event = corrected('new', 'article', { published: { before: ['a'] } });
    expect(verdictOn(ordered, event)).toEqual(['order-cycle /events/0/data/patch/published']);
    expect(detailOf(ordered, event)).toContain('"article" before "a" before "b" before "article"');
  });

  test('may not put a statement before itself', () => {
    expect(verdictOn(ordered, corrected('new', 'a', { when: { before: ['a'] } }))).toEqual([
      'order-cycle /events/0/data/patch/when',
    ]);
  });

  test('may not let a figure be said in a statement that comes after what follows the figure', () => {
    const event = corrected('new', 'figure', { saidIn: 'last' });
    expect(verdictOn(ordered, event)).toEqual(['order-cycle /events/0/data/patch/saidIn']);
    expect(detailOf(ordered, event)).toContain('"last" before "next" before "last"');
  });

  test.each([
    ['itself', 'a', { by: null, when: null, saidIn: 'a' }],
    ['a statement that is said in it', 'b', { by: null, when: null, saidIn: 'inner' }],
  ])('may not let a statement be said in %s', (_what, fact, patch) => {
    const nested = storyOf([
      opened('story'),
      stated('a', { when }),
      stated('b', { when }),
      stated('inner', { saidIn: 'b' }),
    ]);
    expect(verdictOn(nested, corrected('new', fact, patch))).toEqual(['order-cycle /events/0/data/patch/saidIn']);
  });
});
