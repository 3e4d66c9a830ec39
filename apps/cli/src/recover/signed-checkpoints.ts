import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { readKeyFile, readKnownKeys, readLastSigning } from '#apps/notary';
import { StoppingError } from '#errors';
import type { Epoch } from '#ledger';
import { openCheckpoint, readVerifierKey } from '#merkle';
import type { Checkpoint, NoteVerifier } from '#merkle';
import type { Check } from './plan.js';

/** A checkpoint whose signature was verified. */
export interface Signed extends Checkpoint, Pick<Check, 'source' | 'signedAt'> {}

export interface CheckpointPlaces {
  /** The notary's tables. */
  readonly tree: pg.Pool;
  readonly ledgerName: string;
  readonly keyFile: string;
  /** A file with a signed note. */
  readonly against?: string | undefined;
  /** A verifier key that whoever calls knows. */
  readonly key?: string | undefined;
}

/**
 * The last checkpoint that the notary's tables hold of the epoch, and that of the file, whatever it is of. Throws a
 * StoppingError where one is not signed by a key that is known here, or one of the notary is of another tree.
 */
export async function readSignedCheckpoints(places: CheckpointPlaces, epoch: Epoch): Promise<readonly Signed[]> {
  const verifiers = await readVerifiers(places);
  const origin = `${places.ledgerName}/${epoch.id}`;
  const signed: Signed[] = [];
  const kept = await readLastSigning(places.tree, epoch.number);
  if (kept !== undefined) {
    const opened = open(kept.note, verifiers, origin, "The notary's last checkpoint");
    signed.push({ ...opened, source: 'notary', signedAt: kept.signedAt });
  }
  if (places.against !== undefined) {
    const note = await readFile(places.against, 'utf8').catch((error: unknown) => {
      throw new StoppingError(`${places.against} cannot be read: ${(error as Error).message}.`);
    });
    signed.push({ ...open(note, verifiers, undefined, `The checkpoint of ${places.against}`), source: 'file' });
  }
  return signed;
}

function open(note: string, verifiers: readonly NoteVerifier[], origin: string | undefined, name: string): Checkpoint {
  const checkpoint = openCheckpoint(note, verifiers);
  if (checkpoint === undefined) {
    throw new StoppingError(
      `${name} was not signed by a key that is known here: name the verifier key of the notary with --key.`,
    );
  }
  if (origin === undefined || checkpoint.origin === origin) return checkpoint;
  throw new StoppingError(`${name} is of ${checkpoint.origin}, and the ledger is ${origin}.`);
}

/** What the caller says counts alone; else the keys that signed, and the one that the notary has. */
async function readVerifiers({ tree, ledgerName, keyFile, key }: CheckpointPlaces): Promise<readonly NoteVerifier[]> {
  if (key !== undefined) {
    const verifier = readVerifierKey(key.trim());
    if (verifier === undefined) throw new StoppingError('--key takes a verifier key: name+id+base64.');
    return [verifier];
  }
  const known = await readKnownKeys(tree);
  const own = await readKeyFile(keyFile, ledgerName).catch(() => []);
  return [
    ...known.flatMap(({ verifierKey }) => readVerifierKey(verifierKey) ?? []),
    ...own.map(({ verifier }) => verifier),
  ];
}
