import type pg from 'pg';
import { originOf, readTreeSize } from '#apps/notary';
import type { Epoch } from '#ledger';
import { emptyFrontier, growFrontier, rootOf } from '#merkle';
import type { Frontier, NoteVerifier } from '#merkle';
import type { Finding } from '#proof';
import { readLastNumber, SignedTrees } from './signed-trees.js';
import type { SignedTree } from './signed-trees.js';
import { StoredTree } from './stored-tree.js';

/** What is known of a history that the ledger has left behind. */
export interface EarlierHistory {
  readonly epoch: Epoch;
  /** Events that its last checkpoint vouches for; 0 where none is kept. */
  readonly signed: number;
  /** How many of them, from the first on, the ledger still has. */
  readonly shared: number;
}

const pageLeaves = 2_048;

/**
 * The tree of a history that was left: what is stored of it against what was signed. Its events behind the fork are not here
 * any more, so that its leaves cannot be made again; as far as the ledger has the same events, they are compared.
 */
export class EarlierTree {
  private frontier: Frontier = emptyFrontier;
  private next: SignedTree | undefined;
  private vouched = 0;
  private forkAfter: number | undefined;
  private found: Finding | undefined;

  private constructor(
    private readonly epoch: Epoch,
    private readonly stored: StoredTree,
    private readonly signed: SignedTrees,
  ) {}

  static async open(
    { tree, ledgerName }: { readonly tree: pg.Pool; readonly ledgerName: string },
    epoch: Epoch,
    verifiers: readonly NoteVerifier[],
  ): Promise<EarlierTree> {
    const stored = new StoredTree(tree, epoch.number, await readTreeSize(tree, epoch.number));
    const last = await readLastNumber(tree, epoch.number);
    const place = { epoch: epoch.number, origin: originOf(ledgerName, epoch), last };
    const opened = new EarlierTree(epoch, stored, new SignedTrees(tree, place, verifiers, []));
    opened.next = await opened.signed.next();
    return opened;
  }

  /** Takes the leaves that the ledger has next, made again. */
  async follow(made: readonly Buffer[]): Promise<void> {
    const { size } = this.frontier;
    const leaves = await this.take(size + made.length);
    for (const [at, leaf] of leaves.entries()) {
      const isSame = leaf.equals(made[at] ?? leaf);
      if (!isSame) this.forkAfter ??= size + at;
      // Behind a fork nothing is as it was: who publishes the same once more has other salts and times.
      else if (this.forkAfter !== undefined) this.tellEvent(this.forkAfter + 1, size + at + 1);
    }
  }

  /** What is left of the tree, once the ledger is at its end. */
  async end(): Promise<EarlierHistory> {
    const { size } = this.stored;
    const shared = Math.min(this.forkAfter ?? Infinity, this.frontier.size);
    while (this.frontier.size < size && this.found === undefined) {
      await this.take(Math.min(size, this.frontier.size + pageLeaves));
    }
    await this.stored.compare(true);
    if (this.next !== undefined) this.tellTree(this.next, `${size} leaves`);
    return { epoch: this.epoch, signed: this.vouched, shared: Math.min(shared, this.vouched) };
  }

  /** The first thing that is wrong with it. */
  get fault(): Finding | undefined {
    const fault = this.found ?? this.signed.fault ?? this.stored.fault;
    return fault && { ...fault, detail: `Of history ${this.epoch.id}, which was left: ${fault.detail}` };
  }

  /** The next leaves that are stored, which are added to the tree, up to a size. */
  private async take(wanted: number): Promise<readonly Buffer[]> {
    const { size } = this.frontier;
    const to = Math.min(wanted, this.stored.size);
    if (to <= size || this.found !== undefined) return [];
    const leaves: Buffer[] = [];
    for (const leaf of await this.stored.leaves(size, to)) {
      if (leaf === undefined) break;
      leaves.push(leaf);
    }
    await this.grow(leaves);
    if (leaves.length < to - size) {
      const lacking = size + leaves.length;
      this.found ??= { what: 'tree', between: [lacking, to], detail: `The notary's tree lacks leaf ${lacking}.` };
    }
    await this.stored.compare(false);
    return leaves;
  }

  private async grow(leaves: readonly Buffer[]): Promise<void> {
    const begin = this.frontier.size;
    const end = begin + leaves.length;
    const addUpTo = (size: number) => {
      const more = leaves.slice(this.frontier.size - begin, size - begin);
      this.frontier = growFrontier(this.frontier, more, (node) => this.stored.note(node));
    };
    while (this.next !== undefined && this.next.size <= end) {
      addUpTo(this.next.size);
      const root = rootOf(this.frontier);
      if (!root.equals(this.next.root)) {
        this.tellTree(this.next, root.toString('base64'));
        return;
      }
      this.vouched = this.next.size;
      this.next = await this.signed.next();
    }
    addUpTo(end);
  }

  private tellTree({ size, root, by }: SignedTree, found: string): void {
    this.found ??= {
      what: 'tree',
      between: [this.vouched, size],
      expected: `the root ${root.toString('base64')}, as ${by} says`,
      found,
      detail: `The leaves behind ${this.vouched}, up to ${size}, are not those that were signed.`,
    };
  }

  private tellEvent(position: number, later: number): void {
    this.found ??= {
      what: 'event',
      position,
      detail: `Position ${position} is another event now, and position ${later} behind it is the same.`,
    };
  }
}
