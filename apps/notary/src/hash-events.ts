import { commitmentOf } from '#events';
import type { CommittedEnvelope, CommittedEvent } from '#ledger';
import { encodeLeaf, leafHash } from '#merkle';
import { NotaryFault } from './notary-fault.js';
import type { FindPrevious } from './previous-leaves.js';

/** The bytes of an event's leaf. Throws a NotaryFault where its payload is not what the commitment stands for. */
export function leafOf(event: CommittedEvent, previous: Buffer | undefined): Buffer {
  const { commitment, salt, actor, data, position } = event;
  const computed = commitmentOf(Buffer.from(salt, 'hex'), actor, data);
  if (!computed.equals(commitment)) {
    const [stored, held] = [commitment.toString('hex'), computed.toString('hex')];
    throw new NotaryFault(`Position ${position} has the commitment ${stored}, and its payload has ${held}.`);
  }
  return encodeLeaf(previous === undefined ? event : { ...event, previous });
}

/** Sees to it that a page goes on behind `size` leaves without a hole. Throws a NotaryFault. */
export function requireNoHole(page: readonly CommittedEnvelope[], size: number): void {
  for (const [at, { position }] of page.entries()) {
    const expected = size + at + 1;
    if (position !== expected) {
      throw new NotaryFault(`The ledger lacks position ${expected}, and goes on with ${position}.`);
    }
  }
}

/** The leaf hashes of a page, each of which `onLeaf` is told before the next is made. Throws a NotaryFault. */
export function hashEvents(
  page: readonly CommittedEnvelope[],
  findPrevious: FindPrevious,
  onLeaf: (event: CommittedEnvelope, hash: Buffer) => void,
): Buffer[] {
  return page.map((event) => {
    const previous = findPrevious(event);
    const hash = leafHash(encodeLeaf(previous === undefined ? event : { ...event, previous }));
    onLeaf(event, hash);
    return hash;
  });
}
