import { emptyFrontier, growFrontier, rootOf } from './frontier.js';
import { emptyRoot, leafHash, nodeHash } from './hashes.js';
import { naivePath, naiveRoot, naiveSubproof } from './naive-tree.js';
import { consistencyProof, frontierAt, inclusionProof } from './prove.js';
import type { NodePlace } from './subtrees.js';
import { verifyConsistency, verifyInclusion } from './verify.js';

/** Numbers that look random and are the same in every run (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Tree {
  readonly leaves: readonly Buffer[];
  readonly hashes: readonly Buffer[];
  readonly source: (place: NodePlace) => Buffer;
  readonly root: Buffer;
}

/** Grown in steps, as the notary grows it. */
function treeOf(leaves: readonly Buffer[], stepAt: (left: number) => number): Tree {
  const nodes = new Map<string, Buffer>();
  const hashes = leaves.map(leafHash);
  let frontier = emptyFrontier;
  while (frontier.size < leaves.length) {
    const step = 1 + stepAt(leaves.length - frontier.size);
    frontier = growFrontier(frontier, hashes.slice(frontier.size, frontier.size + step), ({ level, index, hash }) =>
      nodes.set(`${level}/${index}`, hash),
    );
  }
  const source = ({ level, index }: NodePlace) => nodes.get(`${level}/${index}`) ?? Buffer.alloc(0);
  return { leaves, hashes, source, root: rootOf(frontier) };
}

const flipped = (hash: Buffer) => {
  const other = Buffer.from(hash);
  other.writeUInt8((other[7] ?? 0) ^ 4, 7);
  return other;
};

/** Jest's own expectations would take four times as long as the trees. */
function hold(isSo: boolean): void {
  if (!isSo) throw new Error('a tree differs from what RFC 6962 says');
}

const spoiledAt = (hashes: readonly Buffer[], at: number) =>
  hashes.map((hash, where) => (where === at ? flipped(hash) : hash));

function expectSame({ leaves, hashes, source, root }: Tree, below: (count: number) => number): void {
  const size = leaves.length;
  const naive = naiveRoot(leaves);
  hold(root.equals(naive));
  const from = below(size + 1);
  const fromRoot = rootOf(frontierAt(from, source));
  hold(fromRoot.equals(naiveRoot(leaves.slice(0, from))));
  const later = consistencyProof(from, size, source);
  if (from > 0) hold(Buffer.concat(later).equals(Buffer.concat(naiveSubproof(from, leaves))));
  const consistency = { from, to: size, fromRoot, toRoot: root };
  hold(verifyConsistency(consistency, later));
  if (size === 0) return;
  const index = below(size);
  const path = inclusionProof(index, size, source);
  hold(Buffer.concat(path).equals(Buffer.concat(naivePath(index, leaves))));
  const inclusion = { index, size, leafHash: hashes[index] ?? emptyRoot, root };
  hold(verifyInclusion(inclusion, path));

  const others = [path.slice(1), path.slice(0, -1), [...path, root], [root, ...path]];
  const spoiled = path.length === 0 ? [] : [spoiledAt(path, below(path.length))];
  for (const wrong of [...others.filter((other) => other.length !== path.length), ...spoiled]) {
    hold(!verifyInclusion(inclusion, wrong));
  }
  hold(!verifyInclusion({ ...inclusion, root: flipped(root) }, path));
  hold(!verifyInclusion({ ...inclusion, leafHash: flipped(inclusion.leafHash) }, path));
  hold(!verifyInclusion({ ...inclusion, index: index + 1 }, path));
  if (from === 0) return;
  if (later.length > 0) hold(!verifyConsistency(consistency, spoiledAt(later, below(later.length))));
  hold(!verifyConsistency(consistency, [...later, root]));
  if (later.length > 0) hold(!verifyConsistency(consistency, later.slice(0, -1)));
  hold(!verifyConsistency({ ...consistency, fromRoot: flipped(fromRoot) }, later));
  hold(!verifyConsistency({ ...consistency, toRoot: flipped(root) }, later));
}

describe('any tree', () => {
  test('has the root and the proofs that the words of RFC 6962 give it, and bad proofs are refused', () => {
    const below = numbersFrom(6962);
    for (let tries = 0; tries < 10_000; tries += 1) {
      const size = tries < 70 ? tries : below(3) === 0 ? 2 ** below(6) : below(30);
      const leaves = Array.from({ length: size }, (_none, at) => Buffer.from([at, below(256), below(256)]));
      expectSame(treeOf(leaves, below), below);
    }
  });

  test('can be large: powers of two and their neighbours', () => {
    const leaves = Array.from({ length: 1_025 }, (_none, at) => Buffer.from([at >> 8, at & 255]));
    const below = numbersFrom(1);
    for (const size of [255, 256, 257, 1_023, 1_024, 1_025]) expectSame(treeOf(leaves.slice(0, size), below), below);
  });
});

describe('a claim that no tree can hold', () => {
  const hash = leafHash(Buffer.of(1));
  const short = hash.subarray(1);

  test.each([
    { index: 0, size: 0 },
    { index: 1, size: 1 },
    { index: -1, size: 1 },
    { index: 0.5, size: 1 },
    { index: 0, size: 2 ** 53 },
    { index: NaN, size: 1 },
  ])('is refused: leaf $index of $size', ({ index, size }) => {
    expect(verifyInclusion({ index, size, leafHash: hash, root: hash }, [])).toBe(false);
  });

  test('is refused: a hash of another length', () => {
    expect(verifyInclusion({ index: 0, size: 1, leafHash: short, root: short }, [])).toBe(false);
    const root = nodeHash(hash, short);
    expect(verifyInclusion({ index: 0, size: 2, leafHash: hash, root }, [short])).toBe(false);
    expect(verifyConsistency({ from: 1, to: 1, fromRoot: short, toRoot: short }, [])).toBe(false);
  });

  test('is refused: an older tree that is larger, other roots of one size, a proof of nothing', () => {
    const other = flipped(hash);
    expect(verifyConsistency({ from: 2, to: 1, fromRoot: hash, toRoot: hash }, [])).toBe(false);
    expect(verifyConsistency({ from: 1, to: 1, fromRoot: hash, toRoot: other }, [])).toBe(false);
    expect(verifyConsistency({ from: 1, to: 1, fromRoot: hash, toRoot: hash }, [hash])).toBe(false);
    expect(verifyConsistency({ from: 0, to: 1, fromRoot: hash, toRoot: hash }, [])).toBe(false);
    expect(verifyConsistency({ from: 0, to: 1, fromRoot: emptyRoot, toRoot: hash }, [hash])).toBe(false);
    expect(verifyConsistency({ from: 0, to: 1, fromRoot: emptyRoot, toRoot: hash }, [])).toBe(true);
    expect(verifyConsistency({ from: 1, to: 2, fromRoot: hash, toRoot: other }, [])).toBe(false);
  });
});
