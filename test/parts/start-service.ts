import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { until } from './until.js';

/** A service as a process of its own, as it runs in production. */
export interface RunningService {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** What it wrote on stderr so far. */
  readonly log: () => string;
  readonly kill: (signal: NodeJS.Signals) => Promise<void>;
  readonly exited: Promise<number | null>;
}

export interface StartOptions {
  readonly port?: number;
  readonly awaitReady?: boolean;
  /** For the command line. */
  readonly words?: readonly string[];
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startService(
  name: string,
  environment: Readonly<Record<string, string>>,
  { port: wanted, awaitReady = true, words = [] }: StartOptions = {},
): Promise<RunningService> {
  const port = wanted ?? (await findPort());
  const child = spawn(process.execPath, [`dist/apps/${name}/src/main.js`, ...words], {
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: String(port),
      NEWSLEDGER_LOG_LEVEL: 'warn',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.add(child);
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-100_000)));
  const exited = new Promise<number | null>((resolve) =>
    child.once('exit', (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  const url = `http://127.0.0.1:${port}`;
  const service: RunningService = {
    url,
    port,
    pid: child.pid ?? 0,
    log: () => log,
    exited,
    kill: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
  const path = awaitReady ? '/health/ready' : '/health/live';
  await until(
    `${name} is up`,
    async () => {
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${log}`);
      return (await fetch(url + path)).ok;
    },
    30_000,
  );
  return service;
}

export function findPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
    });
  });
}
