import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export interface CliEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command line to its end. */
export function runCli(environment: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<CliEnd> {
  return runToEnd(process.execPath, [resolve('dist/apps/cli/src/main.js'), ...words], environment);
}

export function runToEnd(
  command: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<CliEnd> {
  return new Promise((done, fail) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment };
    const child = spawn(command, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? -1, out, err }));
  });
}
