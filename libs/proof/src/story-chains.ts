import type { Leaf } from '#merkle';
import { AuditFault } from './fault.js';
import { LastLeaves } from './last-leaves.js';

/** The chains of the stories that are shown. */
export class StoryChains {
  private readonly last = new LastLeaves();

  /**
   * Sees to it that a leaf follows the one before of its story, as far as that was shown. `from` is the first position
   * that is shown: a version before it may be missing. Throws an AuditFault.
   */
  follow(leaf: Leaf, hash: Buffer, from: number): void {
    const { story, version, position, previous } = leaf;
    const before = { version: this.last.versionOf(story), hash: this.last.hashOf(story)?.toString('hex') };
    this.last.pass(leaf, hash);
    if (before.hash === undefined) {
      const isFirst = version === 1;
      if (isFirst === (previous === undefined) && (isFirst || from > 1)) return;
      throw this.broken(story, position, 'version 1, or a leaf before it', `version ${version}`);
    }
    if (version !== before.version + 1) {
      throw this.broken(story, position, `version ${before.version + 1}`, `version ${version}`);
    }
    const found = previous?.toString('hex') ?? 'no leaf before it';
    if (found !== before.hash) throw this.broken(story, position, before.hash, found);
  }

  private broken(story: string, position: number, expected: string, found: string): AuditFault {
    const detail = `Position ${position} does not follow what is shown of ${story} before it.`;
    return new AuditFault({ what: 'event', position, story, expected, found, detail });
  }
}
