import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface VerbEnd {
  /** Undefined where it was killed. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
  /** The last phase that it told. */
  readonly phase: string;
}

/** When a rebuild is killed: so many ms after it began a phase. */
export interface KillPoint {
  readonly phase: string;
  readonly afterMs: number;
}

/** `newsledger rebuild` as a process of its own; killed at a point where it comes there. */
export async function runRebuildVerb(url: string, words: readonly string[], kill?: KillPoint): Promise<VerbEnd> {
  const child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'rebuild', ...words], {
    env: { PATH: process.env['PATH'], DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  let isDue = false;
  const check = async () => {
    if (kill === undefined || isDue || !(kill.phase === 'start' || err.includes(`  ${kill.phase}:`))) return;
    isDue = true;
    await delay(kill.afterMs);
    child.kill('SIGKILL');
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
    void check();
  });
  void check();
  const code = await new Promise<number | null>((done) => child.once('close', done));
  const phase = [...err.matchAll(/^ {2}([a-z ]+):/gm)].at(-1)?.[1] ?? 'start';
  return { code: code ?? undefined, out, err, phase };
}
