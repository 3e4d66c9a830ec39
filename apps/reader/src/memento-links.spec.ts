import { linksOfMemento } from './memento-links.js';

const recorded = (version: number) => ({ version, recordedAt: `2024-10-28T21:05:0${version}.999999Z` });

/** "first prev 2": what the links say of the versions beside the current one. */
function relationsOf(current: number, last: number): string[] {
  const versions = [1, current - 1, current + 1].filter((version) => version >= 1 && version <= last);
  const found = [...new Set([...versions, last])].sort((one, other) => one - other).map(recorded);
  return linksOfMemento('troops', current, found)
    .slice(2)
    .map((one) =>
      one.replace(/^<.*version:(\d)>; rel="(.*) memento"; datetime="Mon, 28 Oct 2024 21:05:0\1 GMT"$/, '$2 $1'),
    );
}

describe('the links of one state of a story', () => {
  test.each([
    [1, 1, ['first last 1']],
    [1, 2, ['first 1', 'next last 2']],
    [2, 2, ['first prev 1', 'last 2']],
    [2, 3, ['first prev 1', 'next last 3']],
    [3, 5, ['first 1', 'prev 2', 'next 4', 'last 5']],
    [5, 5, ['first 1', 'prev 4', 'last 5']],
  ])('version %i of %i', (current, last, relations) => {
    expect(relationsOf(current, last)).toEqual(relations);
  });

  test('begin with the story and the list of its states', () => {
    expect(linksOfMemento('troops', 1, [recorded(1)]).slice(0, 2)).toEqual([
      '</v1/stories/troops>; rel="original timegate"',
      '</v1/stories/troops/timemap>; rel="timemap"; type="application/link-format"',
    ]);
  });
});
