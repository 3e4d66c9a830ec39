import { commitmentOf } from '#events';
import { hashSize, JoinedTree, leafFormat, leafHash, parseLeaf, readBase64 } from '#merkle';
import type { Leaf } from '#merkle';
import { AuditFault } from './fault.js';
import type { EventLine, HashLine } from './proof-lines.js';
import { StoryChains } from './story-chains.js';

/** Events that are shown and hashes that stand for all others, put together from the left to the tree that was signed. */
export class ShownTree {
  private readonly tree = new JoinedTree();
  private readonly chains = new StoryChains();

  /** `first` is the position from which on everything is shown; what lies before it may be missing from a story. */
  constructor(private readonly first = 1) {}

  get size(): number {
    return this.tree.size;
  }

  root(): Buffer {
    return this.tree.root();
  }

  /** `where` tells a person where the hash was found. Throws an AuditFault. */
  pushHidden({ leaves, hash, position }: HashLine, where: string): void {
    const bytes = readBase64(hash);
    if (position === this.tree.size + 1 && bytes?.length === hashSize && this.tree.push({ leaves, hash: bytes }))
      return;
    throw new AuditFault({
      what: 'bundle',
      detail: `The hash of position ${position} in ${where} is not of a whole subtree.`,
    });
  }

  /** Answers the leaf of an event that goes on where the tree ends, in its story too. Throws an AuditFault. */
  pushEvent({ leaf: text, salt, actor, data }: EventLine, where: string): Leaf {
    const bytes = Buffer.from(`${String.fromCharCode(leafFormat)}${text}`);
    const leaf = parseLeaf(bytes);
    if (leaf === undefined) throw new AuditFault({ what: 'bundle', detail: `${where}, holds no leaf of format 1.` });
    const { position, story } = leaf;
    if (position !== this.tree.size + 1) {
      const facts = { expected: `position ${this.tree.size + 1}`, found: `position ${position}` };
      const detail = `${where}, does not go on where the tree ends before it.`;
      throw new AuditFault({ what: 'event', position, story, ...facts, detail });
    }
    const committed = commitmentOf(Buffer.from(salt, 'hex'), actor, data);
    if (!committed.equals(leaf.commitment)) {
      const [expected, found] = [leaf.commitment.toString('hex'), committed.toString('hex')];
      const detail = `The data of position ${position} are not those that were committed to.`;
      throw new AuditFault({ what: 'event', position, story, expected, found, detail });
    }
    const hash = leafHash(bytes);
    this.chains.follow(leaf, hash, this.first);
    this.tree.push({ leaves: 1, hash });
    return leaf;
  }

  /** Sees to it that this is the tree that was signed. Throws an AuditFault. */
  requireRoot({ size, root }: { readonly size: number; readonly root: Buffer }): void {
    if (this.tree.size !== size) {
      const facts = { expected: `${size} positions`, found: `${this.tree.size} positions` };
      throw new AuditFault({
        what: 'bundle',
        detail: 'What is shown does not reach to the end of the tree.',
        ...facts,
      });
    }
    const found = this.tree.root();
    if (found.equals(root)) return;
    throw new AuditFault({
      what: 'interval',
      between: [0, size],
      expected: root.toString('base64'),
      found: found.toString('base64'),
      detail: 'The events and hashes that are shown have not the root that was signed.',
    });
  }
}
