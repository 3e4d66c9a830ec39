import { endorsementText, openNote, readVerifierKey } from '#merkle';
import type { NoteVerifier } from '#merkle';
import { AuditFault } from './fault.js';

/** A key that has signed. */
export interface KnownKey {
  readonly verifierKey: string;
  /** In which the key before names it; null for the first. */
  readonly endorsement: string | null;
}

/**
 * The keys that may have signed, out of those that are known, the current one first: each but the first that ever signed
 * has the word of the one before, and one of them is trusted, where any is. Throws an AuditFault.
 */
export function readKeyChain(known: readonly KnownKey[], ledger: string, trusted: readonly string[]): NoteVerifier[] {
  const verifiers = known.map(({ verifierKey }) => {
    const verifier = readVerifierKey(verifierKey);
    if (verifier?.name === ledger) return verifier;
    throw fault(`"${verifierKey}" is no verifier key of ${ledger}.`, {
      expected: `a key of ${ledger}`,
      found: verifierKey,
    });
  });
  for (const [at, next] of verifiers.entries()) {
    const before = verifiers[at + 1];
    if (before !== undefined) requireEndorsed(known[at]?.endorsement ?? undefined, before, next);
  }
  if (trusted.length > 0 && !known.some(({ verifierKey }) => trusted.includes(verifierKey))) {
    throw fault('None of the keys is one that you trust, or that such a one vouches for.', {
      expected: trusted.join(', '),
      found: known.map(({ verifierKey }) => verifierKey).join(', ') || 'no key',
    });
  }
  return verifiers;
}

function requireEndorsed(endorsement: string | undefined, before: NoteVerifier, next: NoteVerifier): void {
  const opened = endorsement === undefined ? undefined : openNote(endorsement, [before, next]);
  const text = endorsementText(next.name, before.text, next.text);
  if (opened?.text === text && opened.verifiers.length === 2) return;
  throw fault(`The key ${next.id} follows ${before.id}, which does not vouch for it.`, {
    expected: `a note of ${before.text} that names ${next.text}`,
    found: endorsement ?? 'no note',
  });
}

const fault = (detail: string, facts: { readonly expected: string; readonly found: string }): AuditFault =>
  new AuditFault({ what: 'key', detail, ...facts });
