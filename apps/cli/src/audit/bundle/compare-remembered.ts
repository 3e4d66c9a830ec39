import { verifyConsistency } from '#merkle';
import type { Checkpoint } from '#merkle';
import { AuditFault } from '#proof';
import type { RememberedCheckpoint } from '../memory.js';
import { files, isConsistencyLine } from './bundle-format.js';
import type { ConsistencyLine, Manifest } from './bundle-format.js';
import { bundleFault, readLines } from './check-files.js';

interface Compared {
  readonly manifest: Manifest;
  readonly checkpoint: Checkpoint;
  /** Of smaller trees that could be put together on the way. */
  readonly roots: ReadonlyMap<number, Buffer>;
}

/**
 * Sees to it that a bundle goes on from each checkpoint that is remembered. Answers how many are beyond it: of a later tree
 * or of another history. Throws an AuditFault.
 */
export async function compareRemembered(
  folder: string,
  { manifest, checkpoint, roots }: Compared,
  remembered: readonly RememberedCheckpoint[],
): Promise<number> {
  const comparable = remembered.filter(({ origin, size }) => origin === checkpoint.origin && size <= checkpoint.size);
  const proofs = comparable.length > 0 ? await readProofs(folder, manifest) : new Map<number, ConsistencyLine>();
  for (const one of comparable) {
    const root = one.size === checkpoint.size ? checkpoint.root : roots.get(one.size);
    if (root !== undefined) {
      requireEqual(one, root);
      continue;
    }
    const proof = proofs.get(one.size);
    if (proof === undefined) {
      throw bundleFault(
        `The bundle has no proof from the checkpoint of ${one.size} events that you remember: export it again with ` +
          '--against.',
      );
    }
    const claim = { from: one.size, to: checkpoint.size, fromRoot: one.root, toRoot: checkpoint.root };
    const hashes = proof.hashes.map((hash) => Buffer.from(hash, 'base64'));
    if (!verifyConsistency(claim, hashes)) throw differs(one, proof.fromRootHash);
  }
  return remembered.length - comparable.length;
}

async function readProofs(folder: string, manifest: Manifest): Promise<Map<number, ConsistencyLine>> {
  const proofs = new Map<number, ConsistencyLine>();
  if (!manifest.files.some(({ name }) => name === files.consistency)) return proofs;
  const lines = readLines<ConsistencyLine>(folder, files.consistency, isConsistencyLine);
  for await (const line of lines) proofs.set(line.from, line);
  return proofs;
}

function requireEqual(one: RememberedCheckpoint, root: Buffer): void {
  if (!root.equals(one.root)) throw differs(one, root.toString('base64'));
}

const differs = ({ size, root }: RememberedCheckpoint, found: string): AuditFault =>
  new AuditFault({
    what: 'remembered',
    between: [0, size],
    expected: root.toString('base64'),
    found,
    detail: `The first ${size} events are not those of the checkpoint that you remember.`,
  });
