import type pg from 'pg';
import type { Epoch } from '#ledger';
import {
  consistencyProof,
  consistencySpans,
  openCheckpoint,
  parseNote,
  placesOf,
  rootOf,
  signCheckpoint,
  verifyConsistency,
} from '#merkle';
import type { Frontier } from '#merkle';
import { keepCheckpoint, readLastCheckpoint } from './checkpoint-store.js';
import type { KeptCheckpoint } from './checkpoint-store.js';
import type { NotaryKeys } from './key-file.js';
import { NotaryFault } from './notary-fault.js';
import { readFrontier, readNodes } from './tree-store.js';

const told = (root: Buffer): string => root.toString('base64');

/** Which tree a checkpoint is of. */
export const originOf = (ledger: string, { id }: Epoch): string => `${ledger}/${id}`;

/**
 * The checkpoint that stands, checked against what is kept: it was signed by one of the keys, for this tree, and the first
 * leaves that are kept have its root. Undefined where nothing was signed. Throws a NotaryFault with the two facts.
 */
export async function readSigned(
  pool: pg.Pool,
  epoch: Epoch,
  origin: string,
  keys: NotaryKeys,
): Promise<KeptCheckpoint | undefined> {
  const last = await readLastCheckpoint(pool, epoch.number);
  if (last === undefined) return undefined;
  const { size, root, note } = last;
  const signed = openCheckpoint(
    note,
    keys.map(({ verifier }) => verifier),
  );
  if (signed === undefined) {
    throw new NotaryFault(`The checkpoint of ${size} leaves that is kept last was not signed by the notary's key.`);
  }
  if (signed.origin !== origin || signed.size !== size || !signed.root.equals(root)) {
    throw new NotaryFault(
      `The checkpoint that was signed last is of ${signed.origin}, ${signed.size} leaves, root ${told(signed.root)}, and ` +
        `what is kept beside it is of ${origin}, ${size} leaves, root ${told(root)}.`,
    );
  }
  await requireRoot(pool, epoch, last);
  return last;
}

/** Sees to it that the first leaves that are kept have the root that was signed of them. Throws a NotaryFault. */
export async function requireRoot(
  pool: pg.Pool,
  { number }: Epoch,
  { size, root }: Pick<KeptCheckpoint, 'size' | 'root'>,
): Promise<void> {
  const kept = rootOf(await readFrontier(pool, number, size));
  if (kept.equals(root)) return;
  throw new NotaryFault(
    `The first ${size} leaves that are kept have the root ${told(kept)}, and the checkpoint that was signed of them ` +
      `has ${told(root)}.`,
  );
}

/** Whether each of the keys has signed a checkpoint. */
export function isSignedByAll({ note }: KeptCheckpoint, keys: NotaryKeys): boolean {
  const ids = new Set(parseNote(note)?.signatures.map(({ id }) => id));
  return keys.every(({ verifier }) => ids.has(verifier.id));
}

/** Signs a tree, once it is proved by what is kept that it goes on from the checkpoint before. Throws a NotaryFault. */
export async function signTree(
  pool: pg.Pool,
  epoch: Epoch,
  { origin, keys, last }: { origin: string; keys: NotaryKeys; last: KeptCheckpoint | undefined },
  frontier: Frontier,
): Promise<KeptCheckpoint> {
  const { size } = frontier;
  const root = rootOf(frontier);
  if (last !== undefined) {
    const places = placesOf(consistencySpans(last.size, size));
    const proof = consistencyProof(last.size, size, await readNodes(pool, epoch.number, places));
    const claim = { from: last.size, to: size, fromRoot: last.root, toRoot: root };
    if (!verifyConsistency(claim, proof)) {
      throw new NotaryFault(
        `The tree of ${size} leaves with the root ${told(root)} does not go on from the one that was signed, of ` +
          `${last.size} leaves with the root ${told(last.root)}.`,
      );
    }
  }
  const checkpoint = { size, root, note: signCheckpoint({ origin, size, root }, keys) };
  await keepCheckpoint(pool, epoch.number, checkpoint);
  return checkpoint;
}
