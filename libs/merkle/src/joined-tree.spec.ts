import fc from 'fast-check';
import { emptyRoot, leafHash, nodeHash } from './hashes.js';
import { coverOf, JoinedTree } from './joined-tree.js';
import { naiveRoot } from './naive-tree.js';

const leavesOf = (size: number) => Array.from({ length: size }, (_none, at) => Buffer.from(`leaf ${at}`));

const span = fc
  .integer({ min: 0, max: 200 })
  .chain((size) =>
    fc
      .tuple(fc.integer({ min: 0, max: size }), fc.integer({ min: 0, max: size }))
      .map(([one, other]) => ({ size, begin: Math.min(one, other), end: Math.max(one, other) })),
  );

describe('a joined tree', () => {
  test('has the root of the whole tree, whichever span is shown and however the rest is covered', () => {
    fc.assert(
      fc.property(span, ({ size, begin, end }) => {
        const leaves = leavesOf(size);
        const tree = new JoinedTree();
        const cover = (from: number, to: number) => {
          for (const { level, index } of coverOf({ begin: from, end: to })) {
            const count = 2 ** level;
            const hash = naiveRoot(leaves.slice(index * count, (index + 1) * count));
            expect(tree.push({ leaves: count, hash })).toBe(true);
          }
        };
        cover(0, begin);
        for (const leaf of leaves.slice(begin, end)) tree.push({ leaves: 1, hash: leafHash(leaf) });
        cover(end, size);
        expect([tree.size, tree.root()]).toEqual([size, naiveRoot(leaves)]);
      }),
    );
  });

  test('takes no subtree that cannot begin where it ends', () => {
    const tree = new JoinedTree();
    expect(tree.root()).toEqual(emptyRoot);
    const hash = leafHash(Buffer.of());
    expect([tree.push({ leaves: 3, hash }), tree.push({ leaves: 0, hash }), tree.push({ leaves: 1, hash })]).toEqual([
      ...[false, false, true],
    ]);
    expect(tree.push({ leaves: 2, hash })).toBe(false);
    expect(tree.push({ leaves: 1, hash })).toBe(true);
    expect(tree.root()).toEqual(nodeHash(hash, hash));
    expect([tree.push({ leaves: 2, hash }), tree.size]).toEqual([true, 4]);
  });
});
