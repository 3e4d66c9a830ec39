import { readBase64 } from './base64.js';
import { hashSize } from './hashes.js';
import { openNote, signNote } from './note.js';
import type { NoteSigner } from './note-signer.js';
import type { NoteVerifier } from './note-verifier.js';

/** The head of a tree, as C2SP tlog-checkpoint has it. */
export interface Checkpoint {
  /** Which tree: `{ledger}/{epoch}`. */
  readonly origin: string;
  /** Leaves of the tree: the last position. */
  readonly size: number;
  readonly root: Buffer;
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

export const signCheckpoint = (checkpoint: Checkpoint, signers: readonly NoteSigner[]): string =>
  signNote(checkpointText(checkpoint), signers);

/** Reads the text of a checkpoint; undefined where it is not written just so, extension lines included. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const lines = text.split('\n');
  const [origin = '', digits = '', encoded = '', end] = lines;
  const size = /^(0|[1-9]\d{0,15})$/.test(digits) ? Number(digits) : NaN;
  const root = readBase64(encoded);
  if (lines.length !== 4 || end !== '' || origin === '') return undefined;
  if (!Number.isSafeInteger(size) || root?.length !== hashSize) return undefined;
  return { origin, size, root };
}

/** The checkpoint of a note that one of the keys signed; undefined as for `openNote` and `parseCheckpoint`. */
export function openCheckpoint(note: string, known: readonly NoteVerifier[]): Checkpoint | undefined {
  const opened = openNote(note, known);
  return opened === undefined ? undefined : parseCheckpoint(opened.text);
}
