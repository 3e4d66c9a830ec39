import { StoppingError } from '#errors';
import type { Problem } from '#errors';
import { openCheckpoint, readVerifierKey, verifyConsistency } from '#merkle';
import type { Checkpoint } from '#merkle';
import { AuditFault } from '#proof';
import { readKeyChain } from '#proof';
import type { Memory, RememberedCheckpoint } from './memory.js';

export interface VerifiedRemote {
  readonly checkpoint: Checkpoint;
  readonly note: string;
  readonly keys: readonly string[];
}

/** Checks over HTTP that what a notary signs now goes on from each checkpoint that is remembered. Throws an AuditFault. */
export async function verifyRemote(url: string, trusted: readonly string[], memory: Memory): Promise<VerifiedRemote> {
  const note = await ask(url, 'checkpoint');
  const keys = (await ask(url, 'key')).trimEnd().split('\n');
  const known = await Promise.all(
    keys.map(async (verifierKey, at) => {
      const id = readVerifierKey(verifierKey)?.id ?? '';
      return { verifierKey, endorsement: at === keys.length - 1 ? null : await ask(url, `key/${id}`) };
    }),
  );
  const name = readVerifierKey(keys[0] ?? '')?.name ?? '';
  const verifiers = readKeyChain(known, name, [...trusted, ...memory.keys]);
  const checkpoint = openCheckpoint(note, verifiers);
  if (checkpoint === undefined || !checkpoint.origin.startsWith(`${name}/`)) {
    throw new AuditFault({ what: 'checkpoint', detail: `The checkpoint of ${url} is not signed by a key of ${name}.` });
  }
  for (const one of memory.checkpoints) await requireConsistent(url, one, checkpoint);
  return { checkpoint, note, keys };
}

async function requireConsistent(url: string, one: RememberedCheckpoint, now: Checkpoint): Promise<void> {
  const fault = (detail: string, found: string, expected = `${one.size} events of ${one.origin}`) =>
    new AuditFault({ what: 'remembered', between: [0, one.size], detail, expected, found });
  if (one.size > now.size) {
    throw fault('The record is shorter than you remember it.', `${now.size} events of ${now.origin}`);
  }
  const path = `proof/consistency?from=${one.size}&to=${now.size}`;
  const { hashes, fromRootHash } = readProof(await ask(url, path)) ?? {};
  if (hashes === undefined) throw new StoppingError(`What ${url} answers to ${path} is no proof.`);
  const claim = { from: one.size, to: now.size, fromRoot: one.root, toRoot: now.root };
  const proof = hashes.map((hash) => Buffer.from(hash, 'base64'));
  if (verifyConsistency(claim, proof)) return;
  throw fault(
    `The first ${one.size} events are not those of the checkpoint that you remember.`,
    String(fromRootHash),
    one.root.toString('base64'),
  );
}

function readProof(text: string): { readonly hashes?: readonly string[]; readonly fromRootHash?: unknown } | undefined {
  try {
    const { hashes, fromRootHash } = JSON.parse(text) as { hashes?: unknown; fromRootHash?: unknown };
    const isList = Array.isArray(hashes) && hashes.every((hash) => typeof hash === 'string');
    return isList ? { hashes: hashes, fromRootHash } : undefined;
  } catch {
    return undefined;
  }
}

async function ask(url: string, path: string): Promise<string> {
  const address = new URL(`/v1/audit/${path}`, url);
  const response = await fetch(address).catch(() => {
    throw new StoppingError(`Nothing answers at ${url}.`);
  });
  const text = await response.text();
  if (response.ok) return text;
  let problem: Partial<Problem> = {};
  try {
    problem = JSON.parse(text) as Partial<Problem>;
  } catch {
    // No refusal of ours.
  }
  throw new StoppingError(problem.detail ?? `${address.href} answered ${response.status}.`);
}
