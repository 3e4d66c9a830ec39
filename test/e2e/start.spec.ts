import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { askNotary, untilSigned } from '../parts/notary-house.js';
import { start } from '../parts/start-newsledger.js';
import { findPort } from '../parts/start-service.js';
import { until } from '../parts/until.js';

const pidIn = async (path: string) => Number((await readFile(path, 'utf8')).split('\n')[0]);

const commandLinesWith = async (word: string) =>
  (await promisify(execFile)('ps', ['-A', '-o', 'args='])).stdout.split('\n').filter((line) => line.includes(word));

const isThere = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** How the command ends, and what it prints. */
const runCli = (cwd: string, ...words: string[]) =>
  new Promise<[number, string]>((done) => {
    const child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), ...words], {
      env: { PATH: process.env['PATH'] },
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.once('close', (code) => {
      done([code ?? -1, out]);
    });
  });

describe('newsledger start', () => {
  let folder: string;
  let port: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-e2e-'));
    port = await findPort();
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('brings everything up on an empty folder, publishes the sample, tells how it changed, and leaves', async () => {
    const run = start(folder, port, ['--exit'], process.env['TEST_KAFKA_BROKERS'] === undefined ? 'ledger' : 'auto');
    expect([await run.ended, run.err()]).toEqual([0, expect.stringContaining('the log:')]);
    const told = run.out().replace(/\s+/g, ' ');
    expect(told).toContain(
      'US Department of Defense revised its figure for North Korean troops in Russia from 3,000 to about 10,000 troops',
    );
    expect(told).toContain('said by Sabrina Singh, Pentagon deputy spokeswoman, “Monday” (2024-10-28, inferred)');
    expect(told).toContain('This is a revision, not a correction');
    expect(told).toMatch(/Known here since \d+ \w+ \d{4}, \d\d:\d\d UTC/);
    expect(told).toContain('curl -X POST');
    expect(told).toContain('It leaves now, as --exit asks: "npm start" brings it up again');
  }, 120_000);

  test('finds its data again, loads nothing twice, and stops on SIGINT within five seconds with nothing left behind', async () => {
    const run = start(folder, port);
    await until('it runs', () => run.out().includes('Running.'), 60_000);
    const { events } = (await (await fetch(`http://127.0.0.1:${port}/v1/events`)).json()) as { events: unknown[] };
    expect(events).toHaveLength(48);
    const here = { url: `http://127.0.0.1:${port}` };
    const { root } = await untilSigned(here, 48);
    expect((await askNotary(here, 'proof/inclusion?position=31')).body.rootHash).toBe(root.toString('base64'));
    expect((await stat(join(folder, 'notary.key'))).mode & 0o777).toBe(0o600);
    expect(run.out()).not.toContain('printed this once');
    const ask = (...words: string[]) => runCli(folder, 'story', ...words, '--url', `http://127.0.0.1:${port}`);
    const story = 'north-korean-troops-in-russia';
    expect(await ask(story)).toEqual([0, expect.stringContaining('3,000 → about 10,000 troops')]);
    expect(await ask(story, '--fact', 'estimate-losses')).toEqual([0, expect.stringContaining('What was known of it')]);
    expect(await ask('no-such-story')).toEqual([1, '']);
    expect(await ask(story, '--party', 'nato')).toEqual([2, '']);
    const postgres = await pidIn(join(folder, 'postgres', 'postmaster.pid'));
    const before = Date.now();
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(Date.now() - before).toBeLessThan(5_000);
    expect(isThere(postgres)).toBe(false);
  }, 120_000);

  test('stops with Kafka, or while it still starts, within five seconds and leaves no process behind', async () => {
    const log = process.env['TEST_KAFKA_BROKERS'] === undefined ? 'ledger' : 'auto';
    for (const moment of ['Running.', 'PostgreSQL']) {
      const own = await mkdtemp(join(tmpdir(), 'newsledger-e2e-'));
      const run = start(own, await findPort(), [], log);
      await until(`it tells of "${moment}"`, () => (run.out() + run.err()).includes(moment), 120_000);
      if (moment === 'PostgreSQL')
        await until('it has a process', () => pidIn(join(own, 'postgres', 'postmaster.pid')));
      const before = Date.now();
      run.child.kill('SIGINT');
      expect(moment === 'Running.' ? [0] : [0, 1]).toContain(await run.ended);
      expect(Date.now() - before).toBeLessThan(5_000);
      await until('nothing is left behind', async () => (await commandLinesWith(own)).length === 0);
      await rm(own, { recursive: true, force: true });
    }
  }, 240_000);

  test('refuses to start twice, and on a busy port, in one sentence each', async () => {
    const first = start(folder, port);
    await until('it runs', () => first.out().includes('Running.'), 60_000);
    const second = start(folder, await findPort());
    expect(await second.ended).toBe(1);
    expect(second.err()).toMatch(/already running here \(process \d+\): stop it first, or set NEWSLEDGER_DATA/);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const listener = createServer().listen(port, '127.0.0.1');
    const busy = start(folder, port);
    expect(await busy.ended).toBe(1);
    expect(busy.err()).toContain(`Port ${port} is in use`);
    listener.close();
    expect(isThere((await pidIn(join(folder, 'postgres', 'postmaster.pid')).catch(() => 0)) || 999_999_999)).toBe(
      false,
    );
  }, 180_000);

  test('recovers by itself after everything was killed at once, or the parts outlived it', async () => {
    for (const alsoPostgres of [true, false]) {
      const run = start(folder, port);
      await until('it runs', () => run.out().includes('Running.'), 60_000);
      const postgres = await pidIn(join(folder, 'postgres', 'postmaster.pid'));
      run.child.kill('SIGKILL');
      if (alsoPostgres) process.kill(-postgres, 'SIGKILL');
      await run.ended;
      const again = start(folder, port, ['--exit']);
      expect([await again.ended, again.err()]).toEqual([0, expect.any(String)]);
      expect(again.out()).toContain('This is a revision');
    }
  }, 180_000);

  test('refuses the data of another major version of PostgreSQL in one sentence', async () => {
    const path = join(folder, 'postgres', 'PG_VERSION');
    const kept = await readFile(path, 'utf8');
    await writeFile(path, '12\n');
    const run = start(folder, port, ['--exit']);
    expect(await run.ended).toBe(1);
    expect(run.err()).toMatch(/belongs to PostgreSQL 12, and this is PostgreSQL \d+: set NEWSLEDGER_DATA/);
    await writeFile(path, kept);
  }, 60_000);

  test('ends in one sentence where a setting is wrong', async () => {
    for (const [name, value, sentence] of [
      ['NEWSLEDGER_LOG', 'pigeon', 'NEWSLEDGER_LOG must be one of auto, kafka, ledger'],
      ['NEWSLEDGER_COLOUR', 'red', 'NEWSLEDGER_COLOUR is no setting'],
      ['NEWSLEDGER_DATA', '/dev/null/newsledger', 'is not a folder: set NEWSLEDGER_DATA'],
    ] as const) {
      const child = spawn(process.execPath, [resolve('dist/apps/cli/src/main.js'), 'start', '--exit'], {
        env: { PATH: process.env['PATH'], [name]: value },
        cwd: folder,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      expect(await new Promise((done) => child.once('exit', done))).toBe(1);
      expect(err).toContain(sentence);
      expect(err).not.toContain('    at ');
    }
  }, 60_000);
});
