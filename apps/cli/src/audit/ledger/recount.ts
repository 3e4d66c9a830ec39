import type pg from 'pg';
import { readSealed } from '#ledger';
import type { SealedRow } from '#ledger';
import { emptyFrontier, growFrontier, rootOf } from '#merkle';
import type { Frontier } from '#merkle';
import { AuditFault } from '#proof';
import { eventFault, LeafMaker } from './leaf-maker.js';
import type { SignedTree, SignedTrees } from './signed-trees.js';
import type { StoredTree } from './stored-tree.js';

export interface RecountPlace {
  readonly ledger: pg.Pool;
  readonly stored: StoredTree;
  readonly signed: SignedTrees;
  /** The last position that is counted. */
  readonly head: number;
  /** Told the leaf hashes that were made again, in their order. */
  readonly onLeaves: (made: readonly Buffer[]) => Promise<void>;
  readonly onProgress: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Recounted {
  /** Events that a checkpoint vouches for. */
  readonly vouched: number;
  readonly root: Buffer;
}

/** A leaf that is not the one that is stored. */
interface Difference {
  readonly position: number;
  readonly story: string | undefined;
  readonly made: Buffer;
  readonly stored: Buffer | undefined;
}

// Blocks of nodes are of 32, so that a page has whole ones.
const pageEvents = 2_048;

/** Hashes a ledger again from its rows, and compares each tree that was signed, and each leaf that is stored. */
export class Recount {
  private readonly maker = new LeafMaker();
  private frontier: Frontier = emptyFrontier;
  /** The last tree that was signed and is the same. */
  private good: Frontier = emptyFrontier;
  private difference: Difference | undefined;
  private next: SignedTree | undefined;

  constructor(private readonly place: RecountPlace) {}

  /** Throws an AuditFault with the first event that differs, or the interval in which one does. */
  async run(): Promise<Recounted> {
    const { signed, stored, head } = this.place;
    this.next = await signed.next();
    let page = this.read(0);
    while (this.frontier.size < head) {
      this.place.signal?.throwIfAborted();
      const from = this.frontier.size;
      const to = Math.min(from + pageEvents, head);
      const { rows, leaves } = await page;
      // The database reads the next page while this one is hashed.
      page = to < head ? this.read(to) : page;
      page.catch(() => undefined);
      const { hashes, fault } = this.hashPage(rows, leaves, to);
      await this.grow(hashes);
      if (fault !== undefined) throw await this.narrow(fault);
      await stored.compare(false);
      await this.place.onLeaves(hashes);
      this.place.onProgress(to);
    }
    if (this.next !== undefined) throw await this.narrow(this.endFault(this.next));
    // Behind the last checkpoint nobody vouches for either, and they differ all the same.
    this.keepDifference();
    await stored.compare(true);
    return { vouched: this.good.size, root: rootOf(this.good) };
  }

  private async read(from: number) {
    const { ledger, stored, head } = this.place;
    const to = Math.min(from + pageEvents, head);
    const [rows, leaves] = await Promise.all([readSealed(ledger, from, to), stored.leaves(from, to)]);
    return { rows, leaves };
  }

  private hashPage(rows: readonly SealedRow[], leaves: readonly (Buffer | undefined)[], to: number) {
    const { stored } = this.place;
    const hashes: Buffer[] = [];
    try {
      for (const row of rows) {
        const made = this.maker.hash(row);
        const kept = leaves[hashes.length];
        hashes.push(made);
        const { position } = row;
        if (this.difference !== undefined || position > stored.size || kept?.equals(made) === true) continue;
        this.difference = { position, story: row.event?.story, made, stored: kept };
      }
      const reached = to - leaves.length + hashes.length;
      if (reached < to) throw lacks(reached + 1, 'nothing');
    } catch (error) {
      if (error instanceof AuditFault) return { hashes, fault: error };
      throw error;
    }
    return { hashes, fault: undefined };
  }

  /** Adds leaves, and stops at each tree that was signed to compare its root. */
  private async grow(hashes: readonly Buffer[]): Promise<void> {
    const { stored, signed } = this.place;
    let added = 0;
    const addUpTo = (size: number) => {
      const count = size - this.frontier.size;
      this.frontier = growFrontier(this.frontier, hashes.slice(added, added + count), (node) => stored.note(node));
      added += count;
    };
    const end = this.frontier.size + hashes.length;
    while (this.next !== undefined && this.next.size <= end) {
      addUpTo(this.next.size);
      const found = rootOf(this.frontier);
      if (!found.equals(this.next.root)) throw await this.narrow(differs(this.good.size, this.next, found));
      this.good = this.frontier;
      if ((this.difference?.position ?? Infinity) <= this.next.size) this.keepDifference();
      this.next = await signed.next();
    }
    addUpTo(end);
  }

  /** The ledger is what was signed, so that it is the tree which differs. */
  private keepDifference(): void {
    if (this.difference === undefined) return;
    const { position, made, stored } = this.difference;
    this.place.stored.tell(0, position - 1, made, stored);
    this.difference = undefined;
  }

  /** The event that differs, where the leaves that are stored are those that were signed next; else what was found. */
  private async narrow(fault: AuditFault): Promise<AuditFault> {
    const { difference, next } = this;
    if (difference?.stored === undefined || next === undefined || next.size > this.place.stored.size) return fault;
    let frontier = this.good;
    while (frontier.size < next.size) {
      const to = Math.min(frontier.size + pageEvents, next.size);
      const leaves = (await this.place.stored.leaves(frontier.size, to)).filter((leaf) => leaf !== undefined);
      if (leaves.length < to - frontier.size) return fault;
      frontier = growFrontier(frontier, leaves);
    }
    if (!rootOf(frontier).equals(next.root)) return fault;
    const { position, story, made, stored } = difference;
    return eventFault(`Position ${position} is not what was signed.`, {
      ...{ position, ...(story === undefined ? {} : { story }) },
      expected: `the leaf hash ${stored.toString('hex')}, which ${next.by} vouches for`,
      found: made.toString('hex'),
    });
  }

  private endFault({ size, by }: SignedTree): AuditFault {
    const { head } = this.place;
    const facts = { expected: `${size} events, as ${by} says`, found: `${head} events` };
    const detail = `The ledger ends at position ${head}.`;
    return new AuditFault({ what: 'event', position: head + 1, between: [head, size], detail, ...facts });
  }
}

const lacks = (position: number, found: string): AuditFault =>
  eventFault(`The ledger lacks position ${position}.`, { position, expected: 'an event', found });

function differs(after: number, { size, root, by }: SignedTree, found: Buffer): AuditFault {
  return new AuditFault({
    what: 'interval',
    between: [after, size],
    expected: `the root ${root.toString('base64')}, as ${by} says`,
    found: found.toString('base64'),
    detail: `An event behind position ${after}, and not behind ${size}, is not what was signed.`,
  });
}
