import { viewsOf } from './fact-views.js';
import type { ShownRow } from './standpoint.js';

/** How often rows are looked at to tell so many claims, with a party on each. */
function looksFor(claims: number): number {
  let looks = 0;
  const party = { name: 'Russia' };
  const rows = Array.from({ length: claims }, (_, at): ShownRow[] => [
    { story: 'troops', kind: 'claim', key: `claim-${at}`, doc: { id: `claim-${at}`, data: { concerns: [] } } as never },
    { story: 'troops', kind: 'stand', key: `claim-${at}/x`, doc: { claim: `claim-${at}`, party } as never },
  ]).flat();
  const counted = rows.map((row) => ({
    ...row,
    get kind() {
      looks += 1;
      return row.kind;
    },
    get doc() {
      looks += 1;
      return row.doc;
    },
  }));
  const views = viewsOf({ shown: counted, behind: [] });
  expect(views.map(({ view }) => 'stands' in view && view.stands.length)).toEqual(
    rows.flatMap((_, at) => at % 2 || []),
  );
  return looks;
}

test('ten times as many facts are told with ten times as much work', () => {
  expect(looksFor(1_000)).toBe(10 * looksFor(100));
});
