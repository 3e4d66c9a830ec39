import { leafOf, NotaryFault } from '#apps/notary';
import type { CommittedEvent } from '#ledger';
import { emptyFrontier, growFrontier, leafHash, rootOf } from '#merkle';
import type { Frontier } from '#merkle';
import { LastLeaves } from '#proof';

/** The tree over events that come one after the other, from position 1, with its roots at the sizes that were asked for. */
export class LeafChain {
  readonly roots = new Map<number, Buffer>();
  private readonly last = new LastLeaves();
  private readonly wanted: readonly number[];
  private frontier: Frontier = emptyFrontier;

  constructor(sizes: Iterable<number>) {
    this.wanted = [...new Set(sizes)].sort((one, other) => one - other);
  }

  get size(): number {
    return this.frontier.size;
  }

  /** Throws a NotaryFault, and takes nothing of the page, where an event contradicts itself or those before. */
  add(page: readonly CommittedEvent[]): void {
    const { size } = this;
    const goBack = new Map<string, () => void>();
    try {
      const hashes = page.map((event, at) => {
        const { story } = event;
        if (!goBack.has(story)) goBack.set(story, this.last.keep(story));
        return this.hash(event, size + at + 1);
      });
      this.grow(hashes);
    } catch (error) {
      for (const back of goBack.values()) back();
      throw error;
    }
  }

  private hash(event: CommittedEvent, expected: number): Buffer {
    const { story, version, position } = event;
    const last = this.last.versionOf(story);
    if (position !== expected) throw new NotaryFault(`Position ${position} stands where ${expected} is expected.`);
    if (version !== last + 1) {
      throw new NotaryFault(
        `Position ${position} is version ${version} of ${story}, and the event before is version ${last}.`,
      );
    }
    const hash = leafHash(leafOf(event, this.last.hashOf(story)));
    this.last.pass(event, hash);
    return hash;
  }

  private grow(hashes: readonly Buffer[]): void {
    const { size } = this;
    let done = 0;
    for (const cut of [...this.wanted.filter((at) => at > size && at <= size + hashes.length), size + hashes.length]) {
      this.frontier = growFrontier(this.frontier, hashes.slice(done, cut - size));
      done = cut - size;
      if (this.wanted.includes(cut)) this.roots.set(cut, rootOf(this.frontier));
    }
  }
}
