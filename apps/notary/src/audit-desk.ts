import type pg from 'pg';
import { RefusalError } from '#errors';
import { findPositions, readCommittedAt, readCurrentEpoch } from '#ledger';
import type { CommittedEvent, Epoch } from '#ledger';
import {
  consistencyProof,
  consistencySpans,
  frontierAt,
  inclusionProof,
  inclusionSpans,
  leafHash,
  placesOf,
  rootOf,
  subtreesOf,
} from '#merkle';
import { wrong } from './audit-parameters.js';
import { readLastCheckpoint } from './checkpoint-store.js';
import type { KeptCheckpoint } from './checkpoint-store.js';
import { leafOf } from './hash-events.js';
import { NotaryFault } from './notary-fault.js';
import { proveStory } from './story-proof.js';
import { readLeafHashes, readNodes } from './tree-store.js';

/** What answers are of: the current history, and the last checkpoint of it. */
export interface Standing {
  readonly epoch: Epoch;
  readonly checkpoint: KeptCheckpoint;
}

/** Finds what auditors ask for in the ledger and in the tree that is kept. */
export class AuditDesk {
  constructor(
    private readonly ledger: pg.Pool,
    private readonly tree: pg.Pool,
  ) {}

  /** Throws a refusal where nothing was signed yet, or where another history is asked for. */
  async stand(wanted?: string): Promise<Standing> {
    const epoch = await readCurrentEpoch(this.ledger);
    if (wanted !== undefined && wanted !== epoch.id) {
      const detail = `This notary signs history ${epoch.id}: positions of history ${wanted} mean nothing here.`;
      throw new RefusalError({ code: 'epoch-differs', detail });
    }
    const checkpoint = await readLastCheckpoint(this.tree, epoch.number);
    if (checkpoint === undefined) {
      throw new RefusalError({ code: 'position-not-signed', detail: 'Nothing has been signed yet. Try again.' });
    }
    return { epoch, checkpoint };
  }

  /** The event at a position that is signed, and its leaf as it is now in the ledger. Throws a NotaryFault where that differs. */
  async leaf(
    { epoch, checkpoint }: Standing,
    position: number,
  ): Promise<{ readonly event: CommittedEvent; readonly bytes: Buffer }> {
    requireSigned(checkpoint, position);
    const event = await readCommittedAt(this.ledger, position);
    if (event === undefined) throw new NotaryFault(`The ledger lacks position ${position}, which was signed.`);
    const previous = await this.previousOf(epoch, event);
    const bytes = leafOf(event, previous);
    const [signed] = await readLeafHashes(this.tree, epoch.number, [position - 1]);
    const held = leafHash(bytes);
    if (signed?.equals(held) !== true) {
      const [told, kept] = [held.toString('hex'), String(signed?.toString('hex'))];
      throw new NotaryFault(`Position ${position} has the leaf hash ${told} now, and ${kept} in the tree.`);
    }
    return { event, bytes };
  }

  async inclusion({ epoch, checkpoint }: Standing, position: number, wanted?: number) {
    const size = wanted ?? checkpoint.size;
    requireSigned(checkpoint, position);
    requireSigned(checkpoint, size);
    if (position > size) throw wrong('size', 'size', `must be ${position} or more: a smaller tree lacks the position`);
    const whole = { begin: 0, end: size };
    const leaf = { level: 0, index: position - 1 };
    const places = [leaf, ...placesOf(inclusionSpans(leaf.index, size)), ...subtreesOf(whole)];
    const nodes = await readNodes(this.tree, epoch.number, places);
    return {
      epoch: epoch.id,
      position,
      size,
      leafHash: base64(nodes(leaf)),
      rootHash: base64(rootOf(frontierAt(size, nodes))),
      hashes: inclusionProof(leaf.index, size, nodes).map(base64),
    };
  }

  async consistency({ epoch, checkpoint }: Standing, from: number, wanted?: number) {
    const to = wanted ?? checkpoint.size;
    requireSigned(checkpoint, from);
    requireSigned(checkpoint, to);
    if (from > to) throw wrong('to', 'size', `must be ${from} or more: the earlier tree comes first`);
    const trees = [from, to].flatMap((size) => subtreesOf({ begin: 0, end: size }));
    const nodes = await readNodes(this.tree, epoch.number, [...placesOf(consistencySpans(from, to)), ...trees]);
    return {
      epoch: epoch.id,
      from,
      to,
      fromRootHash: base64(rootOf(frontierAt(from, nodes))),
      toRootHash: base64(rootOf(frontierAt(to, nodes))),
      hashes: consistencyProof(from, to, nodes).map(base64),
    };
  }

  /** Events of a story in a row, with what leads from them to the root of a tree. */
  async story(
    { epoch, checkpoint }: Standing,
    { story, after, size }: { story: string; after: number; size?: number | undefined },
  ) {
    const wanted = size ?? checkpoint.size;
    requireSigned(checkpoint, wanted);
    const place = { ledger: this.ledger, tree: this.tree, epoch: epoch.number };
    const proof = await proveStory(place, { story, after, size: wanted });
    if (proof !== undefined) return { epoch: epoch.id, story, size: wanted, ...proof };
    const told = after === 0 ? `no event of a story ${story}` : `no version ${after} of a story ${story}`;
    throw new RefusalError({ code: 'story-unknown', detail: `The tree of ${wanted} events holds ${told}.` });
  }

  private async previousOf(epoch: Epoch, { story, version, position }: CommittedEvent): Promise<Buffer | undefined> {
    if (version === 1) return undefined;
    const [before] = await findPositions(this.ledger, [{ story, version: version - 1 }]);
    if (before === undefined || before >= position) {
      throw new NotaryFault(`Position ${position} is version ${version} of ${story}, and none before it precedes it.`);
    }
    const [hash] = await readLeafHashes(this.tree, epoch.number, [before - 1]);
    return hash;
  }
}

const base64 = (hash: Buffer): string => hash.toString('base64');

function requireSigned({ size }: KeptCheckpoint, position: number): void {
  if (position <= size) return;
  const detail = `The last checkpoint ends at position ${size}, and ${position} lies behind it. Try again later.`;
  throw new RefusalError({ code: 'position-not-signed', detail });
}
