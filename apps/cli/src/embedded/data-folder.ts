import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoppingError } from '#errors';
import { commandLineOf } from './processes.js';

/** Holds the folder for this process; a second copy is refused in one sentence. The answer lets go of it. */
export async function holdDataFolder(folder: string): Promise<() => Promise<void>> {
  await makeFolder(folder);
  const path = join(folder, 'lock');
  for (;;) {
    try {
      const file = await open(path, 'wx', 0o600);
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw explained(error, folder);
    }
    const pid = Number(await readFile(path, 'utf8').catch(() => '0'));
    if (pid !== process.pid && pid > 0 && /node|newsledger/.test(await commandLineOf(pid))) {
      throw new StoppingError(
        `Newsledger is already running here (process ${pid}): stop it first, or set NEWSLEDGER_DATA to another folder.`,
      );
    }
    // Left behind by a power cut.
    await rm(path, { force: true });
  }
}

export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw explained(error, folder);
  });
}

/** A JSON file that is kept between starts, readable by this user alone. */
export async function readNote<T>(folder: string, name: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, name), 'utf8')) as T;
  } catch {
    return undefined;
  }
}

export async function writeNote(folder: string, name: string, note: object): Promise<void> {
  await writeFile(join(folder, name), `${JSON.stringify(note, undefined, 2)}\n`, { mode: 0o600 });
}

function explained(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new StoppingError(
      `The folder ${folder} may not be written by this user: set NEWSLEDGER_DATA to one that may.`,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new StoppingError(`${folder} is not a folder: set NEWSLEDGER_DATA to one.`);
  }
  if (code === 'ENOSPC')
    return new StoppingError(`There is no room left on the disk of ${folder}: make some, then start again.`);
  return error;
}
