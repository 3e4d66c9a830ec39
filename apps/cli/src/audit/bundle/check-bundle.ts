import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openCheckpoint } from '#merkle';
import type { Checkpoint } from '#merkle';
import { readKeyChain } from '#proof';
import { emptyMemory } from '../memory.js';
import type { Memory } from '../memory.js';
import { files, isKeysFile } from './bundle-format.js';
import type { KeysFile, Manifest } from './bundle-format.js';
import { BundleTree } from './bundle-tree.js';
import { bundleFault, readManifest, readObject } from './check-files.js';
import { compareRemembered } from './compare-remembered.js';

export interface CheckedBundle {
  readonly manifest: Manifest;
  readonly checkpoint: Checkpoint;
  readonly note: string;
  readonly keys: readonly string[];
  /** Remembered checkpoints that are of a later tree, or of another history: a bundle can tell nothing of them. */
  readonly beyond: number;
}

export interface BundleWish {
  /** Verifier keys that are known from elsewhere. */
  readonly trusted: readonly string[];
  readonly memory?: Memory;
  readonly onProgress?: (done: number) => void;
}

/** Checks a bundle with nothing but its own files. Throws an AuditFault with the first thing that is wrong. */
export async function checkBundle(folder: string, wish: BundleWish): Promise<CheckedBundle> {
  const { memory = emptyMemory, trusted, onProgress = () => undefined } = wish;
  const manifest = await readManifest(folder);
  const { keys } = await readObject<KeysFile>(folder, files.keys, isKeysFile);
  const known = keys.map(({ verifierKey, endorsement }) => ({ verifierKey, endorsement: endorsement ?? null }));
  const verifiers = readKeyChain(known, manifest.ledger, [...trusted, ...memory.keys]);
  const note = await readFile(join(folder, files.checkpoint), 'utf8');
  const checkpoint = openCheckpoint(note, verifiers);
  if (checkpoint === undefined) throw bundleFault('The checkpoint is not signed by one of the keys.');
  const { origin, size } = checkpoint;
  const expected = `${manifest.ledger}/${manifest.epoch}, ${manifest.size} events`;
  if (`${origin}, ${size} events` !== expected) {
    throw bundleFault('The checkpoint is not the one of the manifest.', {
      expected,
      found: `${origin}, ${size} events`,
    });
  }
  const tree = new BundleTree(folder, manifest, checkpoint);
  const roots = await tree.check(memory.checkpoints, onProgress);
  const beyond = await compareRemembered(folder, { manifest, checkpoint, roots }, memory.checkpoints);
  return { manifest, checkpoint, note, keys: verifiers.map(({ text }) => text), beyond };
}
