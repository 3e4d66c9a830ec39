import { LRUCache } from 'lru-cache';
import type pg from 'pg';
import { findPositions } from '#ledger';
import type { CommittedEnvelope } from '#ledger';
import { NotaryFault } from './notary-fault.js';
import { readLeafHashes } from './tree-store.js';

interface LastLeaf {
  readonly version: number;
  /** Hexadecimal: a buffer would keep the thousands of bytes that it was cut from. */
  readonly hash: string;
}

/** Where an event stands, in the record and in its story. */
type Placed = Pick<CommittedEnvelope, 'story' | 'version' | 'position'>;

/** Where the leaf before an event's own in its story is found; undefined for the first of a story. */
export type FindPrevious = (event: Placed) => Buffer | undefined;

const mostStories = 20_000;

/** The last leaf of each story that was hashed lately; of others, what the ledger and the tree say. */
export class PreviousLeaves {
  private readonly last = new LRUCache<string, LastLeaf>({ max: mostStories });

  constructor(
    private readonly ledger: pg.Pool,
    private readonly tree: pg.Pool,
    private readonly epoch: number,
  ) {}

  note({ story, version }: Placed, hash: Buffer): void {
    this.last.set(story, { version, hash: hash.toString('hex') });
  }

  /** What a page needs of the leaves before it, as a look-up that also knows the leaves that are noted meanwhile. */
  async before(page: readonly Placed[]): Promise<FindPrevious> {
    const [first] = page;
    const seen = new Set<string>();
    const missing: { readonly story: string; readonly version: number }[] = [];
    for (const { story, version } of page) {
      if (seen.has(story)) continue;
      seen.add(story);
      if (version > 1 && this.last.get(story)?.version !== version - 1) missing.push({ story, version: version - 1 });
    }
    const positions = await findPositions(this.ledger, missing);
    const found = missing.flatMap(({ story, version }, at) => {
      const position = positions[at];
      const isEarlier = position !== undefined && first !== undefined && position < first.position;
      return isEarlier ? [{ story, version, index: position - 1 }] : [];
    });
    const hashes = await readLeafHashes(
      this.tree,
      this.epoch,
      found.map(({ index }) => index),
    );
    for (const [at, { story, version }] of found.entries()) {
      const hash = hashes[at];
      if (hash !== undefined) this.last.set(story, { version, hash: hash.toString('hex') });
    }
    return ({ story, version, position }) => {
      const last = this.last.get(story);
      if (version === 1) return undefined;
      if (last?.version === version - 1) return Buffer.from(last.hash, 'hex');
      throw new NotaryFault(
        `Position ${position} is version ${version} of ${story}, and no event before it is version ${version - 1}.`,
      );
    };
  }
}
