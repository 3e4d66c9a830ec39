import { cutPage } from './cut-page.js';
import { isPositionCursor } from './cursors.js';
import { readCursor } from './parameters.js';

const cut = (found: readonly number[]) => cutPage(found, 2, (after) => ({ after }));

test('a page ends where more was found than it holds, and says where it ended', () => {
  expect(cut([])).toEqual({ shown: [], next: {} });
  expect(cut([1, 2])).toEqual({ shown: [1, 2], next: {} });
  const { shown, next } = cut([1, 2, 3]);
  expect(shown).toEqual([1, 2]);
  expect(readCursor({ cursor: next.cursor }, isPositionCursor)).toEqual({ after: 2 });
});
