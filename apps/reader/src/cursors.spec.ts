import {
  isChangesCursor,
  isFactsCursor,
  isListCursor,
  isPositionCursor,
  isSearchCursor,
  isTimelineCursor,
} from './cursors.js';

describe('a cursor', () => {
  test.each([
    ['of facts', isFactsCursor, { at: 3, next: 0 }],
    ['of a timeline', isTimelineCursor, { at: 3, key: '08641728000000000-00000', position: 2 }],
    ['of what has no time', isTimelineCursor, { at: 3, key: '~-00000', position: 2 }],
    ['of changes', isChangesCursor, { to: 3, rank: 6, first: 1, position: 2 }],
    ['of a record', isPositionCursor, { after: 7 }],
    ['of stories', isListCursor, { changed: 3, story: 'troops' }],
    ['of a search', isSearchCursor, { rank: 0.24317084, story: 'troops' }],
  ] as const)('%s is taken as it was written', (_what, accepts, cursor) => {
    expect(accepts(cursor)).toBe(true);
    for (const name of Object.keys(cursor)) expect(accepts({ ...cursor, [name]: undefined })).toBe(false);
  });

  test.each([
    ['a position below none', isFactsCursor, { at: -1, next: 0 }],
    ['a position that no number holds', isPositionCursor, { after: 2 ** 53 }],
    ['a key with a NUL', isTimelineCursor, { at: 3, key: '08641728000000000-00000\0', position: 2 }],
    ['a rank that no change has', isChangesCursor, { to: 3, rank: 2 ** 31, first: 1, position: 2 }],
    ['a rank too great', isSearchCursor, { rank: 1e300, story: 'troops' }],
    ['a rank too small', isSearchCursor, { rank: 1e-300, story: 'troops' }],
    ['a story that cannot be', isListCursor, { changed: 3, story: 'a\0' }],
    ['nothing', isPositionCursor, null],
  ] as const)('with %s is not', (_what, accepts, cursor) => {
    expect(accepts(cursor)).toBe(false);
  });
});
