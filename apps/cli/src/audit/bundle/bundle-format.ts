/** What `manifest.json` says first: another one is another format. */
export const bundleFormat = 'newsledger-bundle/1';

export const files = {
  manifest: 'manifest.json',
  checkpoint: 'checkpoint',
  keys: 'keys.json',
  events: 'events.ndjson',
  hashes: 'hashes.ndjson',
  consistency: 'consistency.ndjson',
  readme: 'README.txt',
  schemas: 'schemas',
} as const;

/** Which events a bundle holds. */
export type BundleScope =
  | { readonly kind: 'story'; readonly story: string }
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'everything' };

export interface BundleFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly format: typeof bundleFormat;
  readonly ledger: string;
  readonly epoch: string;
  /** Of the checkpoint. */
  readonly size: number;
  readonly holds: BundleScope;
  readonly events: number;
  readonly exportedAt: string;
  readonly files: readonly BundleFile[];
}

/** A line of `consistency.ndjson`: how a smaller tree became this one. */
export interface ConsistencyLine {
  readonly from: number;
  readonly fromRootHash: string;
  readonly hashes: readonly string[];
}

export interface KeysFile {
  readonly keys: readonly { readonly verifierKey: string; readonly endorsement?: string }[];
}

type Sent<T> = Partial<Record<keyof T, unknown>>;
const isText = (value: unknown): value is string => typeof value === 'string';
const mayBeText = (value: unknown): boolean => value === undefined || isText(value);
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

export const isConsistencyLine = ({ from, fromRootHash, hashes }: Sent<ConsistencyLine>): boolean =>
  isCount(from) && isText(fromRootHash) && Array.isArray(hashes) && hashes.every(isText);

export const isKeysFile = ({ keys }: Sent<KeysFile>): boolean =>
  Array.isArray(keys) &&
  keys.every((key: Sent<KeysFile['keys'][number]> | null) => isText(key?.verifierKey) && mayBeText(key.endorsement));

export const readme = `A part of the record of Newsledger, with the proof that nothing of it was changed since it was signed.

manifest.json      what is here: which events, and the SHA-256 of each file
events.ndjson      the events, one a line: the leaf that was hashed, the salt, the actor and the data
hashes.ndjson      hashes in the place of all other events
checkpoint         the signed note: how many events there were, and the hash over all of them
keys.json          the keys that may have signed; compare them with those that you got elsewhere
consistency.ndjson proofs that earlier checkpoints lead to this one, where some were asked for
schemas/           what the data of each type of event may hold

"newsledger verify FOLDER" checks it, without a network; docs/audit.md of Newsledger says how to do that in any language.
`;
