import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Finding } from '../benchmark.js';

const run = promisify(execFile);
const everyMs = 250;

interface Watched {
  readonly name: string;
  readonly pid: number;
}

/** Watches how much memory each process holds while the work goes on; the largest figure counts. */
export async function watchMemory(
  processes: readonly Watched[],
  targetMb: number,
  work: () => Promise<unknown>,
): Promise<Finding[]> {
  const seen = new Map(processes.map(({ pid }) => [pid, [] as number[]]));
  const look = async () => {
    // A process that has just ended is none to look at.
    const figures = await residentMegabytes([...seen.keys()]).catch(() => []);
    for (const [pid, megabytes] of figures) seen.get(pid)?.push(megabytes);
  };
  await look();
  const timer = setInterval(() => void look(), everyMs);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return processes.map(({ name, pid }) => {
    const figures = seen.get(pid) ?? [];
    return {
      label: `memory of the ${name} at its most`,
      unit: 'MB',
      value: Math.max(...figures),
      least: Math.min(...figures),
      most: Math.max(...figures),
      target: targetMb,
      wants: 'at most',
    };
  });
}

async function residentMegabytes(pids: readonly number[]): Promise<(readonly [number, number])[]> {
  const { stdout } = await run('ps', ['-o', 'pid=,rss=', '-p', pids.join(',')]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, kibibytes = 0]) => [pid, (kibibytes * 1_024) / 1_000_000] as const);
}
