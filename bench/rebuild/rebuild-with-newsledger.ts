import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watchMemory } from '../measure/resident-memory.js';
import { inRepository } from '../repository.js';
import { readNodeOptions } from '../stage/open-services.js';
import { tell } from '../tell.js';

export interface BuildFigures {
  /** Without the start of the process. */
  readonly seconds: number;
  readonly megabytes: number;
}

interface Told {
  readonly seconds: number;
  /** Seconds of each phase. */
  readonly phases: Readonly<Record<string, number>>;
}

/** A new generation from the log, by a process that may take as much memory as the image allows. */
export async function rebuildWithNewsledger(url: string): Promise<BuildFigures> {
  const child = spawn(process.execPath, [inRepository('dist', 'bench', 'rebuild', 'build-views.js')], {
    env: { ...process.env, DATABASE_URL: url, NODE_OPTIONS: await readNodeOptions() },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const ended = once(child, 'close');
  const [memory] = await watchMemory([{ name: 'build', pid: child.pid ?? 0 }], NaN, () => ended);
  const { seconds, phases } = JSON.parse(told) as Told;
  const parts = Object.entries(phases).map(([phase, took]) => `${phase} ${took.toFixed(1)} s`);
  tell(`    built in ${seconds.toFixed(1)} s: ${parts.join(', ')}`);
  return { seconds, megabytes: memory?.value ?? NaN };
}
