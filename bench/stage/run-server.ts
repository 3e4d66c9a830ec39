import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stage } from './stage.js';

/** A process of its own; `url` is where it listens. */
export interface Server {
  readonly name: string;
  readonly pid: number;
  readonly url: URL;
  /** Ends it before the stage does. */
  readonly stop: () => Promise<void>;
}

const startupMs = 30_000;
const stopMs = 7_000;

/**
 * Starts a script as a process that ends with the stage. Our services and the benchmark's servers alike say where they
 * listen in a line of JSON on stderr, with `url` in it.
 */
export async function runServer(
  stage: Stage,
  name: string,
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<Server> {
  // Settings of the caller's own installation are none of this run's.
  const inherited = Object.entries(process.env).filter(([variable]) => !/^(NEWSLEDGER|KAFKA)_/.test(variable));
  const child = spawn(process.execPath, [script], {
    env: { ...Object.fromEntries(inherited), HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  stage.onClose(() => stop(child));
  const lines: string[] = [];
  const url = new Promise<URL>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      const told = /"url":"([^"]+)"/.exec(line)?.[1];
      if (told === undefined) lines.push(line);
      else resolve(new URL(told));
    });
  });
  const failed = (why: string) => new Error(`${name} ${why}:\n${lines.slice(-20).join('\n')}`);
  const ended = once(child, 'exit').then(() => Promise.reject(failed('ended before it listened')));
  const late = delay(startupMs, undefined, { ref: false }).then(() => Promise.reject(failed('did not listen in time')));
  ended.catch(() => undefined);
  late.catch(() => undefined);
  return {
    name,
    pid: child.pid ?? 0,
    url: await Promise.race([url, ended, late]),
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  if ((await Promise.race([ended, delay(stopMs, 'late', { ref: false })])) === 'late') child.kill('SIGKILL');
  await ended;
}
