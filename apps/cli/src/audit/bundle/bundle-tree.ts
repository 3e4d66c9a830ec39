import { commitmentOf } from '#events';
import { hashSize, JoinedTree, leafFormat, leafHash, parseLeaf, readBase64 } from '#merkle';
import type { Checkpoint, Leaf } from '#merkle';
import { AuditFault } from '../fault.js';
import type { RememberedCheckpoint } from '../memory.js';
import { StoryChains } from '../story-chains.js';
import { files, isEventLine, isHashLine } from './bundle-format.js';
import type { EventLine, HashLine, Manifest } from './bundle-format.js';
import { bundleFault, readLines } from './check-files.js';

/** What a bundle shows, put together to the tree that was signed. */
export class BundleTree {
  private readonly tree = new JoinedTree();
  private readonly chains = new StoryChains();
  private readonly first: number;

  constructor(
    private readonly folder: string,
    private readonly manifest: Manifest,
    private readonly checkpoint: Checkpoint,
  ) {
    this.first = manifest.holds.kind === 'range' ? manifest.holds.from : 1;
  }

  /**
   * Checks every event and the root. Answers the roots of smaller trees of remembered sizes, as far as it passes them: all
   * of them where the bundle holds everything. Throws an AuditFault.
   */
  async check(
    remembered: readonly RememberedCheckpoint[],
    onProgress: (done: number) => void,
  ): Promise<ReadonlyMap<number, Buffer>> {
    const sizes = new Set(remembered.map(({ size }) => size));
    const roots = new Map<number, Buffer>();
    const hashes = readLines<HashLine>(this.folder, files.hashes, isHashLine);
    let hidden = await hashes.next();
    const passHidden = async () => {
      while (hidden.done !== true && hidden.value.position === this.tree.size + 1) {
        this.pushHidden(hidden.value);
        if (sizes.has(this.tree.size)) roots.set(this.tree.size, this.tree.root());
        hidden = await hashes.next();
      }
    };
    let count = 0;
    for await (const line of readLines<EventLine>(this.folder, files.events, isEventLine)) {
      await passHidden();
      this.pushEvent(line, count + 1);
      count += 1;
      if (sizes.has(this.tree.size)) roots.set(this.tree.size, this.tree.root());
      if (count % 1_000 === 0) onProgress(count);
    }
    await passHidden();
    if (hidden.done !== true) {
      throw bundleFault(`${files.hashes} goes on with position ${hidden.value.position}, out of its order.`);
    }
    this.requireWhole(count);
    return roots;
  }

  private pushHidden({ leaves, hash, position }: HashLine): void {
    const bytes = readBase64(hash);
    if (bytes?.length === hashSize && this.tree.push({ leaves, hash: bytes })) return;
    throw bundleFault(`The hash of position ${position} in ${files.hashes} is not of a whole subtree.`);
  }

  private pushEvent({ leaf: text, salt, actor, data }: EventLine, number: number): void {
    const bytes = Buffer.from(`${String.fromCharCode(leafFormat)}${text}`);
    const leaf = parseLeaf(bytes);
    if (leaf === undefined) throw bundleFault(`${files.events}, line ${number}, holds no leaf of format 1.`);
    const { position, story } = leaf;
    if (position !== this.tree.size + 1) {
      const facts = { expected: `position ${this.tree.size + 1}`, found: `position ${position}` };
      throw new AuditFault({
        ...{ what: 'event', position, story, ...facts },
        detail: `${files.events}, line ${number}, does not go on where the bundle ends before it.`,
      });
    }
    this.requireHeld(leaf);
    const committed = commitmentOf(Buffer.from(salt, 'hex'), actor, data);
    if (!committed.equals(leaf.commitment)) {
      const [expected, found] = [leaf.commitment.toString('hex'), committed.toString('hex')];
      const detail = `The data of position ${position} are not those that were committed to.`;
      throw new AuditFault({ what: 'event', position, story, expected, found, detail });
    }
    const hash = leafHash(bytes);
    this.chains.follow(leaf, hash, this.first);
    this.tree.push({ leaves: 1, hash });
  }

  /** That an event is one that the manifest tells of. */
  private requireHeld({ position, story }: Leaf): void {
    const { holds } = this.manifest;
    const isHeld =
      holds.kind === 'everything' ||
      (holds.kind === 'story' ? story === holds.story : position >= holds.from && position <= holds.to);
    if (!isHeld) throw bundleFault(`Position ${position}, of ${story}, is not of what the manifest tells of.`);
  }

  private requireWhole(count: number): void {
    const { holds, events } = this.manifest;
    const { size, root } = this.checkpoint;
    const wanted = holds.kind === 'range' ? holds.to - holds.from + 1 : holds.kind === 'everything' ? size : events;
    if (count !== events || count !== wanted) {
      throw bundleFault('Events are missing, or too many.', { expected: `${wanted} events`, found: `${count} events` });
    }
    if (this.tree.size !== size) {
      const facts = { expected: `${size} positions`, found: `${this.tree.size} positions` };
      throw bundleFault('The bundle does not reach to the end of the tree.', facts);
    }
    const found = this.tree.root();
    if (found.equals(root)) return;
    throw new AuditFault({
      what: 'interval',
      between: [0, size],
      expected: root.toString('base64'),
      found: found.toString('base64'),
      detail: 'The events and hashes of the bundle have not the root that was signed.',
    });
  }
}
