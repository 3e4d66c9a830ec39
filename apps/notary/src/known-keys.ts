import type pg from 'pg';
import { StoppingError } from '#errors';
import { endorsementText, signNote } from '#merkle';
import type { KnownKey } from '#proof';
import type { NotaryKeys } from './key-file.js';

/** The keys that ever signed, the current one first. */
export async function readKnownKeys(pool: pg.Pool): Promise<KnownKey[]> {
  const { rows } = await pool.query<KnownKey>({
    name: 'read_known_keys',
    text: `select verifier_key as "verifierKey", endorsement from signing_key order by number desc`,
  });
  return rows;
}

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
