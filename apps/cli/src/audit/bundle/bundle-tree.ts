import type { Checkpoint, Leaf } from '#merkle';
import { isEventLine, isHashLine, ShownTree } from '#proof';
import type { EventLine, HashLine } from '#proof';
import type { RememberedCheckpoint } from '../memory.js';
import { files } from './bundle-format.js';
import type { Manifest } from './bundle-format.js';
import { bundleFault, readLines } from './check-files.js';

/** What a bundle shows, put together to the tree that was signed. */
export class BundleTree {
  private readonly tree: ShownTree;

  constructor(
    private readonly folder: string,
    private readonly manifest: Manifest,
    private readonly checkpoint: Checkpoint,
  ) {
    this.tree = new ShownTree(manifest.holds.kind === 'range' ? manifest.holds.from : 1);
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
        this.tree.pushHidden(hidden.value, files.hashes);
        if (sizes.has(this.tree.size)) roots.set(this.tree.size, this.tree.root());
        hidden = await hashes.next();
      }
    };
    let count = 0;
    for await (const line of readLines<EventLine>(this.folder, files.events, isEventLine)) {
      await passHidden();
      this.requireHeld(this.tree.pushEvent(line, `${files.events}, line ${count + 1}`));
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
    const { size } = this.checkpoint;
    const wanted = holds.kind === 'range' ? holds.to - holds.from + 1 : holds.kind === 'everything' ? size : events;
    if (count !== events || count !== wanted) {
      throw bundleFault('Events are missing, or too many.', { expected: `${wanted} events`, found: `${count} events` });
    }
    this.tree.requireRoot(this.checkpoint);
  }
}
