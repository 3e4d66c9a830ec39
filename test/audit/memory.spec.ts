import { appendFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendMemory, readMemory, recall } from '#apps/cli';
import { makeNoteKey, noteSigner, signCheckpoint } from '#merkle';

const signer = noteSigner('main', makeNoteKey())!;
const keys = [signer.verifier.text];
const noteOf = (size: number) => signCheckpoint({ origin: 'main/e', size, root: Buffer.alloc(32, size) }, [signer]);

describe('what an auditor remembers', () => {
  let folder: string;
  let path: string;

  const sizes = async (place = path) => (await readMemory(place)).checkpoints.map(({ size }) => size);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-memory-'));
    path = join(folder, 'memory');
    for (const size of [3, 5]) await appendMemory(path, noteOf(size), keys);
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('is read, and gone on with, wherever the last writing was interrupted', async () => {
    const whole = await readFile(path);
    const first = whole.indexOf('\n') + 1;
    // With all but its newline the line says all that it has to say.
    for (let length = first; length < whole.length - 1; length += 1) {
      await writeFile(path, whole);
      await truncate(path, length);
      expect([length, await sizes()]).toEqual([length, [3]]);
      await appendMemory(path, noteOf(9), keys);
      expect([length, await sizes()]).toEqual([length, [3, 9]]);
    }
    await writeFile(path, whole);
    await truncate(path, whole.length - 1);
    await appendMemory(path, noteOf(9), keys);
    expect(await sizes()).toEqual([3, 5, 9]);
  });

  test.each([
    ['another note', (text: string) => text.replace('\\n3\\n', '\\n4\\n'), 'not signed as it says'],
    ['no keys', (text: string) => text.replace(/"keys":\[.*?\]/, '"keys":7'), 'is no checkpoint that'],
    ['half a line in its midst', (text: string) => `${text}{"note\n`, 'is no checkpoint that'],
    ['other text', (text: string) => `${text}remember me\n`, 'is no checkpoint that'],
  ])('with %s is refused', async (_what, change, words) => {
    await writeFile(path, change(await readFile(path, 'utf8')));
    await expect(readMemory(path)).rejects.toThrow(words);
  });

  test('in a folder is that of its files, not of what others keep there', async () => {
    await mkdir(join(folder, '.git'));
    await writeFile(join(folder, '.DS_Store'), 'x');
    await writeFile(join(folder, 'note'), noteOf(7));
    expect(await sizes(folder)).toEqual([3, 5, 7]);
    await appendMemory(folder, noteOf(8), keys);
    expect(await sizes(folder)).toEqual([3, 5, 7, 8]);
    await appendFile(join(folder, 'readme'), 'Trust me.');
    await expect(readMemory(folder)).rejects.toThrow('not signed as it says');
  });

  test('is never demanded where there is none, unless it begins now', async () => {
    const empty = join(folder, 'empty');
    await mkdir(empty);
    await expect(recall(empty, undefined)).rejects.toThrow('no checkpoint in');
    await expect(recall(join(folder, 'none'), undefined)).rejects.toThrow('cannot be read');
    expect(await recall(empty, empty)).toEqual({ checkpoints: [], keys: [] });
    expect(await recall(join(folder, 'none'), join(folder, 'none'))).toEqual({ checkpoints: [], keys: [] });
    await writeFile(join(folder, 'bare'), '');
    await expect(recall(join(folder, 'bare'), undefined)).rejects.toThrow('no checkpoint in');
  });
});
