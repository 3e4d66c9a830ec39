import { readBase64 } from './base64.js';
import { isKeyName } from './note-verifier.js';
import type { NoteSigner } from './note-signer.js';
import type { NoteVerifier } from './note-verifier.js';

/** A note as C2SP signed-note has it: a text of whole lines, and the signatures below. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** 4 bytes, hexadecimal. */
  readonly id: string;
  readonly signature: Buffer;
}

const mostSignatures = 100;
const mostLength = 1_000_000;
const line = /^— (\S+) (\S+)$/u;

/** Signs a text, which ends in a newline, with each of the keys: one line a key, in their order. */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (!isNoteText(text) || signers.length === 0) throw new Error('a note is whole lines of text, and has a signer');
  const lines = signers.map(({ verifier, sign }) => {
    const bytes = Buffer.concat([Buffer.from(verifier.id, 'hex'), sign(text)]);
    return `— ${verifier.name} ${bytes.toString('base64')}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Takes a note apart; undefined where any of it is not as the format has it. Nothing is verified yet. */
export function parseNote(note: string): Note | undefined {
  // The text may hold empty lines: the last one parts it from the signatures.
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || note.length > mostLength || !note.endsWith('\n') || !note.isWellFormed()) return undefined;
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (!isNoteText(text) || lines.length > mostSignatures) return undefined;
  const signatures = lines.flatMap((one) => readSignature(one) ?? []);
  return signatures.length === lines.length ? { text, signatures } : undefined;
}

/**
 * The known keys that signed the text. Undefined where the note cannot be read, none of the keys signed it, or what stands
 * under the name and id of one is not its signature. Signatures of other keys are passed over.
 */
export function openNote(
  note: string,
  known: readonly NoteVerifier[],
): { readonly text: string; readonly verifiers: readonly NoteVerifier[] } | undefined {
  const parsed = parseNote(note);
  if (parsed === undefined) return undefined;
  const { text, signatures } = parsed;
  const verifiers = new Set<NoteVerifier>();
  for (const { name, id, signature } of signatures) {
    const verifier = known.find((one) => one.name === name && one.id === id);
    if (verifier === undefined) continue;
    if (!verifier.verify(text, signature)) return undefined;
    verifiers.add(verifier);
  }
  return verifiers.size === 0 ? undefined : { text, verifiers: [...verifiers] };
}

function readSignature(text: string): NoteSignature | undefined {
  const [, name = '', encoded = ''] = line.exec(text) ?? [];
  const bytes = readBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, id: bytes.toString('hex', 0, 4), signature: bytes.subarray(4) };
}

/** Whole lines, without control characters, and with every character whole. */
const isNoteText = (text: string): boolean =>
  text.endsWith('\n') && text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
