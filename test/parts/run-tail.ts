import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface RunningTail {
  readonly out: () => string;
  readonly err: () => string;
  readonly lines: () => readonly string[];
  /** Ctrl-C; answers how it ended. */
  readonly stop: () => Promise<number | null>;
  readonly ended: Promise<number | null>;
}

/** `newsledger tail`, as somebody runs it in a terminal. */
export function runTail(url: string, ...words: readonly string[]): RunningTail {
  const child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'tail', ...words, '--url', url], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return {
    out: () => out,
    err: () => err,
    lines: () => out.split('\n').slice(0, -1),
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
    ended,
  };
}
