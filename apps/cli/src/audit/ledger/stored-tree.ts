import type pg from 'pg';
import { keptLevels, readRuns } from '#apps/notary';
import { hashSize } from '#merkle';
import type { NewNode } from '#merkle';
import type { Finding } from '#proof';

const pageNodes = 1_024;

/** The tree that the notary keeps, compared node by node with the one that is made again. */
export class StoredTree {
  /** The first node that is not what it should be. */
  fault: Finding | undefined;
  private readonly waiting = new Map<number, { from: number; hashes: Buffer[] }>();

  constructor(
    private readonly tree: pg.Pool,
    private readonly epoch: number,
    /** Leaves that it has. */
    readonly size: number,
  ) {}

  /** Leaf hashes of a span as they are stored; undefined for one that is not. */
  leaves(from: number, to: number): Promise<(Buffer | undefined)[]> {
    return this.nodes(0, from, to);
  }

  /** Takes a node of the tree that is made again. Those above the leaves are compared by `compare`. */
  note({ level, index, hash }: NewNode): void {
    if (level === 0 || level % keptLevels !== 0 || (index + 1) * 2 ** level > this.size) return;
    const waiting = this.waiting.get(level);
    if (waiting === undefined) this.waiting.set(level, { from: index, hashes: [hash] });
    else waiting.hashes.push(hash);
  }

  /** Compares what was noted, level by level, once there is enough of it, or all of it. */
  async compare(isEnd: boolean): Promise<void> {
    for (const [level, { from, hashes }] of this.waiting) {
      if (!isEnd && hashes.length < pageNodes) continue;
      this.waiting.delete(level);
      const stored = await this.nodes(level, from, from + hashes.length);
      const at = hashes.findIndex((hash, index) => stored[index]?.equals(hash) !== true);
      const hash = hashes[at];
      if (hash !== undefined) this.tell(level, from + at, hash, stored[at]);
    }
  }

  tell(level: number, index: number, expected: Buffer, found: Buffer | undefined): void {
    const leaves = 2 ** level;
    const between = [index * leaves, (index + 1) * leaves] as const;
    this.fault ??= {
      what: 'tree',
      between,
      expected: expected.toString('hex'),
      found: found?.toString('hex') ?? 'no node',
      detail: `The notary's tree has another node ${index} on level ${level} than its events have.`,
    };
  }

  private async nodes(level: number, from: number, to: number): Promise<(Buffer | undefined)[]> {
    const found = new Array<Buffer | undefined>(to - from).fill(undefined);
    for (const { first, hashes } of await readRuns(this.tree, this.epoch, { level, from, to })) {
      for (let at = 0; at * hashSize < hashes.length; at += 1) {
        const index = first + at - from;
        if (index >= 0 && index < found.length) found[index] = hashes.subarray(at * hashSize, (at + 1) * hashSize);
      }
    }
    return found;
  }
}
