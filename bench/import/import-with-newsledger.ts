import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { watchMemory } from '../measure/resident-memory.js';
import { inRepository } from '../repository.js';
import { prepareDatabase } from '../stage/open-services.js';
import type { Stage } from '../stage/stage.js';

export interface ImportFigures {
  /** The whole process, its start included. */
  readonly seconds: number;
  readonly megabytes: number;
}

/** `newsledger import` as a user runs it, into an empty ledger. */
export async function importWithNewsledger(
  stage: Stage,
  url: string,
  file: string,
  events: number,
): Promise<ImportFigures> {
  const { key } = await prepareDatabase(url);
  const keyFile = join(stage.folder, 'key');
  await writeFile(keyFile, key);
  const words = [inRepository('dist', 'apps', 'cli', 'src', 'main.js'), 'import', file, '--key-file', keyFile];
  const began = performance.now();
  const child = spawn(process.execPath, [...words, '--full-speed', '--json'], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const ended = once(child, 'close');
  const [memory] = await watchMemory([{ name: 'import', pid: child.pid ?? 0 }], 300, () => ended);
  const { accepted } = JSON.parse(told) as { accepted: number };
  if (accepted !== events) throw new Error(`the import recorded ${accepted} of ${events} events`);
  return { seconds: (performance.now() - began) / 1_000, megabytes: memory?.value ?? NaN };
}
