import type pg from 'pg';
import { StoppingError } from '#errors';
import { signNote } from '#merkle';
import type { NotaryKeys } from './key-file.js';

/** A key that has signed. */
export interface KnownKey {
  readonly verifierKey: string;
  /** In which the key before names it; null for the first. */
  readonly endorsement: string | null;
}

/** The keys that ever signed, the current one first. */
export async function readKnownKeys(pool: pg.Pool): Promise<KnownKey[]> {
  const { rows } = await pool.query<KnownKey>({
    name: 'read_known_keys',
    text: `select verifier_key as "verifierKey", endorsement from signing_key order by number desc`,
  });
  return rows;
}

/** What the key before signs of the next one. It is no checkpoint: the second line of such is a number. */
export const endorsementText = (name: string, before: string, next: string): string =>
  `${name}/notary-key\n${before}\n${next}\n`;

/**
 * Sees to it that the keys of the file may sign: the first is the one that signed last, or follows it with its word.
 * Throws a StoppingError where neither is so.
 */
export async function acknowledgeKeys(pool: pg.Pool, keys: NotaryKeys): Promise<void> {
  const [current] = keys;
  const next = current.verifier.text;
  const known = await readKnownKeys(pool);
  const [latest] = known;
  if (latest?.verifierKey === next) return;
  const told = `The notary's key file begins with the key ${current.verifier.id}`;
  if (known.some(({ verifierKey }) => verifierKey === next)) {
    throw new StoppingError(`${told}, which ${String(latest?.verifierKey)} has replaced: put that one back.`);
  }
  const before = keys.find(({ verifier }) => verifier.text === latest?.verifierKey);
  if (latest !== undefined && before === undefined) {
    throw new StoppingError(
      `${told}, and the tree was signed with ${latest.verifierKey}: put that key back, and replace it with ` +
        '"newsledger keys rotate-notary".',
    );
  }
  const { name } = current.verifier;
  const endorsement =
    before === undefined ? null : signNote(endorsementText(name, before.verifier.text, next), [before, current]);
  await pool.query(
    `insert into signing_key (verifier_key, endorsement) values ($1::text, $2::text) on conflict do nothing`,
    [next, endorsement],
  );
}
