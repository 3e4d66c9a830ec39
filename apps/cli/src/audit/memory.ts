import { existsSync } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StoppingError } from '#errors';
import { openCheckpoint, parseCheckpoint, parseNote, readVerifierKey } from '#merkle';
import type { Checkpoint } from '#merkle';
import { AuditFault } from '#proof';

/** A checkpoint that an auditor keeps, apart from those who signed it. */
export interface RememberedCheckpoint extends Checkpoint {
  readonly note: string;
}

export interface Memory {
  /** By their sizes, the smallest first. */
  readonly checkpoints: readonly RememberedCheckpoint[];
  /** Verifier keys that were trusted then. */
  readonly keys: readonly string[];
}

export const emptyMemory: Memory = { checkpoints: [], keys: [] };

/** A line of the file that `--remember` keeps. */
interface MemoryLine {
  readonly rememberedAt: string;
  readonly note: string;
  readonly keys: readonly string[];
}

/**
 * Reads what `appendMemory` wrote, a signed note as the API gives it, or a folder of such files. Throws a StoppingError
 * where it cannot be read, and an AuditFault where a checkpoint is not signed by a key beside it.
 */
export async function readMemory(path: string): Promise<Memory> {
  const texts = await readTexts(path);
  const found = texts.flatMap(({ name, text }) =>
    text.startsWith('{') ? readLines(name, text) : [{ name, note: text, keys: [] }],
  );
  const checkpoints = found.map(({ name, note, keys }) => rememberedOf(name, note, keys));
  return {
    checkpoints: checkpoints.sort((one, other) => one.size - other.size),
    keys: [...new Set(found.flatMap(({ keys }) => keys))],
  };
}

/** Adds a checkpoint to a file, or to one in a folder that is there. */
export async function appendMemory(place: string, note: string, keys: readonly string[]): Promise<void> {
  const isFolder = await stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const path = isFolder ? join(place, 'checkpoints.ndjson') : place;
  const line: MemoryLine = { rememberedAt: new Date().toISOString(), note, keys };
  try {
    // A line whose writing was interrupted is ended first, so that it takes no other with it.
    const before = await readFile(path, 'utf8').catch(() => '');
    const isWhole = before === '' || before.endsWith('\n');
    const file = await open(path, 'a');
    try {
      await file.appendFile(`${isWhole ? '' : '\n'}${JSON.stringify(line)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new StoppingError(`${path} cannot be written: ${(error as Error).message}.`);
  }
}

/**
 * What `--against` names. Where `--remember` names the same, there may be nothing yet; else to demand nothing is a mistake,
 * and a StoppingError.
 */
export async function recall(against: string | undefined, remember: string | undefined): Promise<Memory> {
  if (against === undefined) return emptyMemory;
  if (against === remember && !existsSync(against)) return emptyMemory;
  const memory = await readMemory(against);
  if (memory.checkpoints.length > 0 || against === remember) return memory;
  throw new StoppingError(`There is no checkpoint in ${against} to compare with.`);
}

async function readTexts(path: string): Promise<{ readonly name: string; readonly text: string }[]> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    const names = isFolder ? await filesOf(path) : [path];
    const texts = await Promise.all(names.map(async (name) => ({ name, text: await readFile(name, 'utf8') })));
    return texts.filter(({ text }) => text !== '');
  } catch (error) {
    throw new StoppingError(`The checkpoints of ${path} cannot be read: ${(error as Error).message}.`);
  }
}

/** The files of a folder. What begins with a dot was put there by other programs. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => !entry.name.startsWith('.') && !entry.isDirectory());
  return files.map(({ name }) => join(folder, name)).sort();
}

function readLines(name: string, text: string): { name: string; note: string; keys: readonly string[] }[] {
  const lines = text.split('\n');
  return lines.flatMap((line, at) => {
    if (line === '') return [];
    const read = readLine(line);
    if (read !== undefined) return [{ name: `${name}, line ${at + 1},`, ...read }];
    // What was interrupted while it was written was never said to be remembered.
    if (isBegun(line)) return [];
    throw new StoppingError(`${name}, line ${at + 1}, is no checkpoint that "--remember" wrote.`);
  });
}

function readLine(line: string): Pick<MemoryLine, 'note' | 'keys'> | undefined {
  try {
    const { note, keys } = JSON.parse(line) as Partial<MemoryLine>;
    const isRead = typeof note === 'string' && Array.isArray(keys) && keys.every((key) => typeof key === 'string');
    return isRead ? { note, keys } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a line is the beginning of one that `appendMemory` writes, and not all of it. */
const isBegun = (line: string): boolean => {
  const start = '{"rememberedAt":"';
  return !line.endsWith('}') && (line.startsWith(start) || start.startsWith(line));
};

function rememberedOf(name: string, note: string, keys: readonly string[]): RememberedCheckpoint {
  const known = keys.map(readVerifierKey).filter((key) => key !== undefined);
  // A note without keys beside it was put there by whoever trusts it.
  const text = parseNote(note)?.text;
  const checkpoint =
    known.length > 0 ? openCheckpoint(note, known) : text === undefined ? undefined : parseCheckpoint(text);
  if (checkpoint !== undefined) return { ...checkpoint, note };
  throw new AuditFault({ what: 'remembered', detail: `${name} holds a checkpoint that is not signed as it says.` });
}
