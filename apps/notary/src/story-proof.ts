import type pg from 'pg';
import { findPositions, readCommittedStory } from '#ledger';
import type { CommittedEvent } from '#ledger';
import { coverOf, leafHash } from '#merkle';
import type { NodePlace } from '#merkle';
import type { EventLine, HashLine } from '#proof';
import { leafOf } from './hash-events.js';
import { NotaryFault } from './notary-fault.js';
import { readNodes } from './tree-store.js';

/** Events of a story in a row, and what stands for all others between them: positions without a gap. */
export interface StoryProof {
  readonly events: readonly EventLine[];
  readonly hashes: readonly HashLine[];
  /** The version behind which it goes on; absent where it reaches to the end of the tree. */
  readonly next?: number;
}

export interface StorySpan {
  readonly story: string;
  /** The version behind which it begins; 0 for the beginning of the record. */
  readonly after: number;
  /** Of the tree. */
  readonly size: number;
}

/** How many events are shown at once. */
const mostEvents = 200;

/** Shows a story in a signed tree; undefined where the tree holds no event of it. Throws a NotaryFault. */
export async function proveStory(
  { ledger, tree, epoch }: { readonly ledger: pg.Pool; readonly tree: pg.Pool; readonly epoch: number },
  { story, after, size }: StorySpan,
): Promise<StoryProof | undefined> {
  const [before] = after === 0 ? [0] : await findPositions(ledger, [{ story, version: after }]);
  const page = await readCommittedStory(ledger, story, { after, to: size, most: mostEvents });
  const last = page.at(-1);
  if (before === undefined || before > size || (last === undefined && after === 0)) return undefined;
  const isLast = page.length < mostEvents;
  const gaps = gapsOf(page, before, isLast ? size : undefined);
  const placeOf = (position: number) => ({ level: 0, index: position - 1 });
  const shown = [...(before === 0 ? [] : [before]), ...page.map(({ position }) => position)];
  const nodes = await readNodes(tree, epoch, [...gaps, ...shown.map(placeOf)]);
  let version = after;
  let previous = before === 0 ? undefined : nodes(placeOf(before));
  const events = page.map((event): EventLine => {
    const { position, salt, actor, data } = event;
    version += 1;
    if (event.version !== version) throw new NotaryFault(`The ledger lacks version ${version} of ${story}.`);
    const bytes = leafOf(event, previous);
    const [held, signed] = [leafHash(bytes), nodes(placeOf(position))];
    if (!held.equals(signed)) {
      const [told, kept] = [held.toString('hex'), signed.toString('hex')];
      throw new NotaryFault(`Position ${position} has the leaf hash ${told} now, and ${kept} in the tree.`);
    }
    previous = held;
    return { leaf: bytes.toString('utf8', 1), salt, ...(actor === undefined ? {} : { actor }), data };
  });
  const hashes = gaps.map((place) => {
    const leaves = 2 ** place.level;
    return { position: place.index * leaves + 1, leaves, hash: nodes(place).toString('base64') };
  });
  return { events, hashes, ...(isLast || last === undefined ? {} : { next: last.version }) };
}

/** What covers the positions between the events of a page, from behind one position and up to another where one is given. */
function gapsOf(page: readonly CommittedEvent[], before: number, to: number | undefined): NodePlace[] {
  const ends = [...page.map(({ position }) => position - 1), ...(to === undefined ? [] : [to])];
  const begins = [before, ...page.map(({ position }) => position)];
  return ends.flatMap((end, at) => coverOf({ begin: begins[at] ?? 0, end }));
}
