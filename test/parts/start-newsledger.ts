import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

export interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

/** `newsledger start`, as npm start runs it, on a data folder of its own. */
export function start(folder: string, port: number, words: readonly string[] = [], log = 'ledger'): Run {
  const child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'start', ...words], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NEWSLEDGER_DATA: folder,
      PORT: String(port),
      NEWSLEDGER_LOG: log,
    },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return { child, out: () => out, err: () => err, ended };
}
