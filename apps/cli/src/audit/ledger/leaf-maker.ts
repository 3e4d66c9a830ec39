import type { SealedRow } from '#ledger';
import { encodeLeaf, leafHash } from '#merkle';
import { AuditFault } from '#proof';
import { LastLeaves } from '#proof';

/** Makes the leaves of a ledger again, from position 1 on, out of nothing but its rows. */
export class LeafMaker {
  private readonly last = new LastLeaves();
  private next = 1;

  /** The leaf hash of what stands at the next position. Throws an AuditFault where that contradicts itself. */
  hash({ position, event, payload }: SealedRow): Buffer {
    if (position !== this.next || event === undefined) {
      const found = position === this.next ? 'a payload without an event' : `position ${position}`;
      throw eventFault(`The ledger lacks position ${this.next}.`, { position: this.next, expected: 'an event', found });
    }
    const { story, version, commitment } = event;
    if (payload !== 'sound') {
      throw eventFault(`The data of position ${position} are not those that were committed to.`, {
        ...{ position, story },
        expected: commitment.toString('hex'),
        found: payload === 'missing' ? 'no data' : payload.commits,
      });
    }
    const expected = this.last.versionOf(story) + 1;
    if (version !== expected) {
      throw eventFault(`Position ${position} is not the next version of ${story}.`, {
        ...{ position, story },
        expected: `version ${expected}`,
        found: `version ${version}`,
      });
    }
    const previous = this.last.hashOf(story);
    const hash = leafHash(encodeLeaf(Object.assign(event, previous === undefined ? {} : { previous })));
    this.last.pass(event, hash);
    this.next += 1;
    return hash;
  }
}

export function eventFault(
  detail: string,
  facts: { readonly position: number; readonly story?: string; readonly expected: string; readonly found: string },
): AuditFault {
  return new AuditFault({ what: 'event', detail, ...facts });
}
