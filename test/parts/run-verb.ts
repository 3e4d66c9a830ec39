import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface RunningVerb {
  readonly out: () => string;
  readonly err: () => string;
  readonly lines: () => readonly string[];
  readonly type: (text: string) => void;
  /** Nobody types any more. */
  readonly hangUp: () => void;
  /** Ctrl-C; answers how it ended. */
  readonly stop: () => Promise<number | null>;
  readonly ended: Promise<number | null>;
}

/** A verb of `newsledger`, as somebody runs it in a terminal. */
export function runVerb(verb: string, words: readonly string[]): RunningVerb {
  const child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), verb, ...words], {
    env: { PATH: process.env['PATH'] },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It may end before it has read what is typed.
  child.stdin.on('error', () => undefined);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  return {
    out: () => out,
    err: () => err,
    lines: () => out.split('\n').slice(0, -1),
    type: (text) => void child.stdin.write(text),
    hangUp: () => void child.stdin.end(),
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
    ended,
  };
}
