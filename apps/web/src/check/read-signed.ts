import { openCheckpoint, readBase64, verifyConsistency } from '#merkle';
import type { Checkpoint, NoteVerifier } from '#merkle';
import { AuditFault, readKeyChain } from '#proof';
import type { KnownKey } from '#proof';
import { ask } from './ask.js';
import type { Remembered } from './remembered.js';

export interface Signed {
  readonly checkpoint: Checkpoint;
  readonly goesOnFrom: number | undefined;
  readonly isNewHistory: boolean;
  /** What is to be kept of it. */
  readonly remember: Pick<Remembered, 'note' | 'keys' | 'past'>;
}

/**
 * The last checkpoint, signed by a key that this browser knows or that such a one vouches for, and which goes on from the
 * one that it remembers. Throws an AuditFault, or Unanswered.
 */
export async function readSigned(site: string, remembered: Remembered | undefined): Promise<Signed> {
  // The key that was the last one then: the keys before it may have been given up for a reason.
  const verifiers = await readKeys(site, remembered?.keys.slice(0, 1) ?? []);
  const note = await (await ask(site, 'checkpoint')).text();
  const checkpoint = openCheckpoint(note, verifiers);
  if (checkpoint === undefined) {
    throw new AuditFault({ what: 'checkpoint', detail: 'The checkpoint is not signed by a key of this record.' });
  }
  const before = remembered === undefined ? undefined : openCheckpoint(remembered.note, verifiers);
  if (remembered !== undefined && before === undefined) {
    const detail = 'The keys no longer hold the one that signed what this browser saw before.';
    throw new AuditFault({ what: 'remembered', detail });
  }
  const past = remembered?.past ?? [];
  if (past.includes(checkpoint.origin)) {
    const detail = 'This browser saw another history take the place of this one.';
    throw new AuditFault({ what: 'remembered', detail });
  }
  const isSame = before?.origin === checkpoint.origin;
  if (before !== undefined && isSame) await requireGoingOn(site, before, checkpoint);
  return {
    checkpoint,
    goesOnFrom: isSame ? before.size : undefined,
    isNewHistory: before !== undefined && !isSame,
    remember: {
      note,
      keys: verifiers.map(({ text }) => text),
      past: before === undefined || isSame ? past : [...past, before.origin],
    },
  };
}

async function readKeys(site: string, trusted: readonly string[]): Promise<readonly NoteVerifier[]> {
  const lines = (await (await ask(site, 'key')).text()).trimEnd().split('\n');
  const known = await Promise.all(
    lines.map(async (verifierKey, at): Promise<KnownKey> => {
      const [, id = ''] = verifierKey.split('+');
      const isFirst = at === lines.length - 1;
      return { verifierKey, endorsement: isFirst ? null : await (await ask(site, `key/${id}`)).text() };
    }),
  );
  return readKeyChain(known, lines[0]?.split('+')[0] ?? '', trusted);
}

async function requireGoingOn(site: string, before: Checkpoint, now: Checkpoint): Promise<void> {
  const seen = `This browser saw a record of ${before.size} events`;
  if (before.size > now.size) {
    const facts = { expected: `${before.size} events or more`, found: `${now.size} events` };
    throw new AuditFault({ what: 'remembered', detail: `${seen}, and this one is shorter.`, ...facts });
  }
  const answer = await ask(site, `proof/consistency?from=${before.size}&to=${now.size}`);
  const { hashes } = (await answer.json()) as { readonly hashes: readonly string[] };
  const proof = hashes.map((hash) => readBase64(hash) ?? Buffer.alloc(0));
  const claim = { from: before.size, to: now.size, fromRoot: before.root, toRoot: now.root };
  if (verifyConsistency(claim, proof)) return;
  throw new AuditFault({ what: 'remembered', detail: `${seen}, and this one does not go on from it.` });
}
