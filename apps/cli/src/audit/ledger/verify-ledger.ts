import type pg from 'pg';
import { originOf, readKnownKeys, readTreeSize } from '#apps/notary';
import { readEpochs, readExtent } from '#ledger';
import type { Epoch } from '#ledger';
import { readVerifierKey } from '#merkle';
import type { NoteVerifier } from '#merkle';
import { AuditFault } from '#proof';
import type { Finding } from '#proof';
import { readKeyChain } from '#proof';
import type { Memory } from '../memory.js';
import { EarlierTree } from './earlier-tree.js';
import type { EarlierHistory } from './earlier-tree.js';
import { eventFault } from './leaf-maker.js';
import { Recount } from './recount.js';
import { readLastNumber, SignedTrees } from './signed-trees.js';
import { StoredTree } from './stored-tree.js';

export interface LedgerPlace {
  readonly ledger: pg.Pool;
  readonly tree: pg.Pool;
  readonly ledgerName: string;
}

export interface LedgerWish {
  /** Verifier keys that are known from elsewhere. */
  readonly trusted: readonly string[];
  readonly memory: Memory;
  readonly onProgress?: (done: number, head: number) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface VerifiedLedger {
  readonly epoch: Epoch;
  /** The last position that was hashed. */
  readonly head: number;
  /** Events that a checkpoint vouches for. */
  readonly vouched: number;
  readonly root: Buffer;
  readonly checkpoints: number;
  /** The last checkpoint; undefined where nothing of the history was signed yet. */
  readonly note: string | undefined;
  readonly keys: readonly string[];
  /** The histories that were left, the first one first. */
  readonly earlier: readonly EarlierHistory[];
}

/**
 * Hashes a ledger again from its rows, and compares it with the notary's tree, with every checkpoint that is kept and with
 * those that are remembered. Throws an AuditFault with the first thing that is wrong: of the events, else of keys,
 * checkpoints and tree.
 */
export async function verifyLedger(place: LedgerPlace, wish: LedgerWish): Promise<VerifiedLedger> {
  const { ledger, tree, ledgerName } = place;
  const { memory, onProgress = () => undefined, signal } = wish;
  // In the order in which they come to be, the last first: each then has what the ones before stand on.
  const epochs = await readEpochs(ledger);
  const epoch = epochs.at(-1);
  if (epoch === undefined)
    throw eventFault('The ledger has no epoch.', { position: 1, expected: 'one', found: 'none' });
  const last = await readLastNumber(tree, epoch.number);
  const size = await readTreeSize(tree, epoch.number);
  const extent = (await readExtent(ledger)) ?? { first: 1, last: 0 };
  const head = Math.max(extent.last, 0);
  requireOurs(memory, ledgerName);
  if (extent.first < 1) {
    const facts = { position: extent.first, expected: 'position 1 to begin with', found: `position ${extent.first}` };
    throw eventFault('The ledger has what stands before its first position.', facts);
  }
  const { verifiers, fault: keyFault } = await readVerifiers(place, wish);
  const stored = new StoredTree(tree, epoch.number, size);
  const origin = originOf(ledgerName, epoch);
  const signed = new SignedTrees(tree, { epoch: epoch.number, origin, last }, verifiers, memory.checkpoints);
  const trees = await Promise.all(epochs.slice(0, -1).map((one) => EarlierTree.open(place, one, verifiers)));
  const onLeaves = async (made: readonly Buffer[]) => {
    for (const one of trees) await one.follow(made);
  };
  const onPage = (done: number) => onProgress(done, head);
  const recount = new Recount({ ledger, stored, signed, head, onLeaves, onProgress: onPage, signal });
  const { vouched, root } = await recount.run();
  for (const fault of [keyFault, signed.fault, stored.fault]) if (fault !== undefined) throw new AuditFault(fault);
  if (size > head) throw new AuditFault({ what: 'tree', between: [head, size], detail: beyond(head, size) });
  if (size < vouched) throw new AuditFault({ what: 'tree', between: [size, vouched], detail: beyond(vouched, size) });
  const { kept: checkpoints, note } = signed;
  if (checkpoints === 0 && memory.checkpoints.some((one) => one.origin === origin)) {
    const detail = `No checkpoint of history ${epoch.id} is kept here, and you remember that there was one.`;
    throw new AuditFault({ what: 'unsigned', between: [0, head], detail });
  }
  const earlier: EarlierHistory[] = [];
  for (const one of trees) {
    earlier.push(await one.end());
    if (one.fault !== undefined) throw new AuditFault(one.fault);
  }
  return { epoch, head, vouched, root, checkpoints, note, keys: verifiers.map(({ text }) => text), earlier };
}

const beyond = (events: number, leaves: number): string =>
  `The notary's tree has ${leaves} leaves, and ${events} events are there.`;

function requireOurs({ checkpoints }: Memory, ledgerName: string): void {
  const other = checkpoints.find(({ origin }) => !origin.startsWith(`${ledgerName}/`));
  if (other === undefined) return;
  const detail = `A checkpoint of ${other.size} events that you remember is of ${other.origin}, which is not this ledger.`;
  throw new AuditFault({ what: 'remembered', detail, expected: other.origin, found: ledgerName });
}

/** Who may have signed. Where nobody vouches for a key, only those are left that are known from elsewhere. */
async function readVerifiers(
  { tree, ledgerName }: LedgerPlace,
  { trusted, memory }: LedgerWish,
): Promise<{ readonly verifiers: readonly NoteVerifier[]; readonly fault: Finding | undefined }> {
  const own = [...trusted, ...memory.keys];
  try {
    return { verifiers: readKeyChain(await readKnownKeys(tree), ledgerName, own), fault: undefined };
  } catch (error) {
    if (!(error instanceof AuditFault)) throw error;
    const verifiers = own.map(readVerifierKey).filter((key) => key !== undefined);
    return { verifiers, fault: error.finding };
  }
}
