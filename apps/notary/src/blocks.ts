import type { NewNode, NodePlace } from '#merkle';

/** Every fifth level of the tree is kept, in blocks of 32 nodes: `apps/notary/sql` says how. */
export const keptLevels = 5;
export const blockSize = 2 ** keptLevels;

/** Nodes of a kept level that stand side by side in one block. */
export interface NodeRun {
  readonly level: number;
  readonly first: number;
  readonly hashes: readonly Buffer[];
}

/** Those of new nodes that are kept, as runs: each within its block. They come in the order in which they were completed. */
export function runsOf(nodes: readonly NewNode[]): NodeRun[] {
  const runs = new Map<string, { level: number; first: number; hashes: Buffer[] }>();
  for (const { level, index, hash } of nodes) {
    if (level % keptLevels !== 0) continue;
    const name = `${level}/${Math.floor(index / blockSize)}`;
    const run = runs.get(name);
    if (run === undefined) runs.set(name, { level, first: index, hashes: [hash] });
    else run.hashes.push(hash);
  }
  return [...runs.values()];
}

/** A node's children on the kept level at or below its own: `count` of them from `first`, all in one block. */
export function keptBelow({ level, index }: NodePlace): {
  readonly level: number;
  readonly first: number;
  readonly count: number;
} {
  const count = 2 ** (level % keptLevels);
  return { level: level - (level % keptLevels), first: index * count, count };
}
