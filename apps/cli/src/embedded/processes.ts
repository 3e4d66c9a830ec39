import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir, readlink, realpath } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** The command line of a process, empty where there is none: a number alone may have passed to somebody else. */
export async function commandLineOf(pid: number): Promise<string> {
  if (!isAlive(pid)) return '';
  try {
    if (existsSync('/proc/self/cmdline')) return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    return (await run('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return '';
  }
}

/** The processes that work in a folder, where the system tells (Linux); none elsewhere. */
export async function processesIn(folder: string): Promise<number[]> {
  const [names, real] = await Promise.all([readdir('/proc').catch(() => []), realpath(folder)]);
  const folders = names
    .filter((name) => /^\d+$/.test(name))
    .map(async (pid) => ({ pid: Number(pid), at: await readlink(`/proc/${pid}/cwd`).catch(() => '') }));
  return (await Promise.all(folders)).filter(({ at }) => at === real).map(({ pid }) => pid);
}

/** Sends signals, the gentlest first, each with a time to act, until the process is gone. */
export async function endProcess(pid: number, steps: readonly (readonly [NodeJS.Signals, number])[]): Promise<void> {
  for (const [signal, patienceMs] of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (!(await isRunning(pid))) return;
      await delay(20);
    }
  }
}

/** Ends a process at once; one that is gone already is no error. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
}

// A process that ended and whose parent did not ask for it yet still takes signals.
async function isRunning(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat === undefined || !/\) Z /.test(stat);
}
