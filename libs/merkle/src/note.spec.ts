import { checkpointText, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.js';
import { makeNoteKey, noteSigner } from './note-signer.js';
import type { NoteSigner } from './note-signer.js';
import { readVerifierKey } from './note-verifier.js';
import type { NoteVerifier } from './note-verifier.js';
import { openNote, parseNote, signNote } from './note.js';

// The note in the documentation of golang.org/x/mod/sumdb/note, which wrote the format first.
const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const saying =
  'If you think cryptography is the answer to your problem,\n' + "then you don't know what your problem is.\n";
const signed =
  `${saying}\n— PeterNeumann ` +
  'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

function verifierOf(text: string): NoteVerifier {
  const verifier = readVerifierKey(text);
  if (verifier === undefined) throw new Error('the test needs a key');
  return verifier;
}

function newSigner(name = 'main'): NoteSigner {
  const signer = noteSigner(name, makeNoteKey());
  if (signer === undefined) throw new Error('the test needs a key');
  return signer;
}

describe('a note', () => {
  test('that another implementation signed is opened', () => {
    expect(openNote(signed, [verifierOf(peter)])?.text).toBe(saying);
  });

  test('is refused when a byte of it changes', () => {
    const known = [verifierOf(peter)];
    for (const other of [signed.replace('answer', 'Answer'), signed.replace('ZJku', 'ZJkv'), signed.slice(0, -1)]) {
      expect(openNote(other, known)).toBeUndefined();
    }
  });

  test('is opened by any of its keys, and only by those', () => {
    const [old, next, other] = [newSigner(), newSigner(), newSigner()];
    const note = signNote('a\n\nb\n', [next, old]);
    for (const { verifier } of [old, next]) expect(openNote(note, [verifier])?.text).toBe('a\n\nb\n');
    expect(openNote(note, [old.verifier, next.verifier])?.verifiers).toEqual([next.verifier, old.verifier]);
    expect(openNote(note, [other.verifier])).toBeUndefined();
    expect(openNote(note, [])).toBeUndefined();
  });

  test('is refused when one known key did not sign what stands under its name, though another did', () => {
    const [one, two] = [newSigner(), newSigner()];
    const note = signNote('a\n', [one, { ...two, sign: () => Buffer.alloc(64) }]);
    expect(openNote(note, [one.verifier])?.text).toBe('a\n');
    expect(openNote(note, [one.verifier, two.verifier])).toBeUndefined();
  });

  test.each([
    ['no signature', 'a\n\n'],
    ['no blank line', 'a\n— k AAAAAAA=\n'],
    ['no text', '\n— k AAAAAAA=\n'],
    ['a hyphen for a dash', 'a\n\n- k AAAAAAA=\n'],
    ['base64 without padding', 'a\n\n— k AAAAAAA\n'],
    ['base64 with loose bits', 'a\n\n— k AAAAAAB=\n'],
    ['no signature behind the id', 'a\n\n— k AAAAAA==\n'],
    ['a name with a plus', 'a\n\n— k+ AAAAAAA=\n'],
    ['a third word', 'a\n\n— k AAAAAAA= x\n'],
    ['a tab in the text', 'a\tb\n\n— k AAAAAAA=\n'],
    ['a carriage return', 'a\r\n\n— k AAAAAAA=\n'],
    ['half a character', 'a\ud800\n\n— k AAAAAAA=\n'],
    ['a line behind', 'a\n\n— k AAAAAAA=\nb\n'],
  ])('cannot be read with %s', (_what, note) => {
    expect(parseNote(note)).toBeUndefined();
  });

  test('is read with text after text, and several signatures', () => {
    expect(parseNote('a\n\nb\n\n— k AAAAAAA=\n— l AAAAAAE=\n')).toEqual({
      text: 'a\n\nb\n',
      signatures: [
        { name: 'k', id: '00000000', signature: Buffer.of(0) },
        { name: 'l', id: '00000000', signature: Buffer.of(1) },
      ],
    });
  });

  test('is not made of what it could not be read from', () => {
    for (const text of ['', 'a', 'a\tb\n']) expect(() => signNote(text, [newSigner()])).toThrow();
    expect(() => signNote('a\n', [])).toThrow();
  });
});

describe('a verifier key', () => {
  test('is read back', () => {
    const { verifier } = newSigner('news-1');
    expect(verifierOf(verifier.text).text).toBe(verifier.text);
    expect(verifierOf(peter).text).toBe(peter);
  });

  test.each([
    ['another id', peter.replace('c74f20a3', 'c74f20a4')],
    ['another name', peter.replace('Neumann', 'Naumann')],
    ['an id in capitals', peter.replace('c74f20a3', 'C74F20A3')],
    ['another algorithm', peter.replace('+AR', '+AB')],
    ['a key that is short', peter.slice(0, -4)],
    ['a space', peter.replace('Peter', 'Peter ')],
    ['nothing', ''],
  ])('is refused with %s', (_what, text) => {
    expect(readVerifierKey(text)).toBeUndefined();
  });

  test('is made of Ed25519 and of names that a note can hold', () => {
    expect(noteSigner('main', 'no key')).toBeUndefined();
    for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\nb']) {
      expect(noteSigner(name, makeNoteKey())).toBeUndefined();
    }
  });
});

describe('a checkpoint', () => {
  const checkpoint = { origin: 'main/7f0c', size: 12, root: Buffer.alloc(32, 7) };

  test('is signed and opened', () => {
    const signer = newSigner();
    const note = signCheckpoint(checkpoint, [signer]);
    expect(note.startsWith('main/7f0c\n12\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n\n— main ')).toBe(true);
    expect(openCheckpoint(note, [signer.verifier])).toEqual(checkpoint);
    expect(openCheckpoint(note, [newSigner().verifier])).toBeUndefined();
  });

  test.each([
    ['a leading zero', checkpointText(checkpoint).replace('12', '012')],
    ['a sign', checkpointText(checkpoint).replace('12', '+12')],
    ['a size beyond what is counted', checkpointText(checkpoint).replace('12', '9007199254740993')],
    ['no origin', checkpointText({ ...checkpoint, origin: '' })],
    ['a short root', checkpointText({ ...checkpoint, root: Buffer.alloc(31) })],
    ['an extension line', `${checkpointText(checkpoint)}more\n`],
    ['no end', checkpointText(checkpoint).trimEnd()],
  ])('is refused with %s', (_what, text) => {
    expect(parseCheckpoint(text)).toBeUndefined();
  });
});
