import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { startEmbeddedPostgres } from '#apps/cli';
import type { EmbeddedPostgres } from '#apps/cli';
import { opened, stated } from '../parts/events.js';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { publish } from '../parts/publish.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';

const run = promisify(execFile);

describe('a database that is stuck', () => {
  let folder: string;
  let postgres: EmbeddedPostgres;
  let database: TestDatabase;
  let publisher: RunningService;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'newsledger-stuck-'));
    postgres = await startEmbeddedPostgres(folder);
    database = await makeDatabase(postgres.urlOf('postgres'));
    publisher = await startService('publisher', { DATABASE_URL: database.urlOf('publisher') });
    expect((await send([opened('open')])).status).toBe(201);
  }, 90_000);

  afterAll(async () => {
    await publisher.kill('SIGTERM');
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  const send = (events: readonly object[], story = 'stuck') =>
    publish({ url: publisher.url, key: database.key, story, events });

  /** What many clients are told, and how long the last of them waited. */
  async function askAll(ids: readonly string[]) {
    const began = performance.now();
    const answers = await Promise.all(ids.map((id) => send([stated(id)])));
    return { answers, took: performance.now() - began };
  }

  async function expectOnce(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const answer = await until(`${id} is taken`, async () => {
        const one = await send([stated(id)]);
        return one.status === 503 ? undefined : one;
      });
      expect([id, answer.status]).toEqual([id, 201]);
    }
    const client = new pg.Client({ connectionString: database.owner });
    await client.connect();
    const { rows } = await client.query<{ id: string }>(
      `select id from newsledger_ledger.event where id = any($1::text[])`,
      [ids],
    );
    await client.end();
    expect(rows.map(({ id }) => id).sort()).toEqual([...ids].sort());
  }

  test('leaves no client without an answer for ten seconds, and a retry is there once', async () => {
    const ids = Array.from({ length: 30 }, (_, at) => `stopped-${at}`);
    await signalServer(postgres.pid, 'SIGSTOP');
    // The key is remembered for a moment longer, so that the first is stuck in its append, the others in their lookup.
    let asked: Awaited<ReturnType<typeof askAll>>[];
    try {
      asked = await Promise.all([askAll(ids.slice(0, 1)), delay(700).then(() => askAll(ids.slice(1)))]);
    } finally {
      await signalServer(postgres.pid, 'SIGCONT');
    }
    for (const { answers, took } of asked) {
      expect(took).toBeLessThan(10_000);
      for (const { status, body, headers } of answers) {
        expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'ledger-unavailable', '1']);
      }
    }
    await expectOnce(ids);
  }, 60_000);

  test('has one deadline for key and append together', async () => {
    const [keys, appends] = [0, 1].map(() => new pg.Client({ connectionString: database.owner }));
    await Promise.all([keys!.connect(), appends!.connect()]);
    await keys!.query(`begin; lock table newsledger_identity.key in access exclusive mode`);
    await appends!.query(`select pg_advisory_lock(hashtextextended('newsledger_ledger.append', 0))`);
    // Until the key is no longer remembered. It is given free after a while; the append would then have as long again.
    await delay(700);
    const asking = askAll(['locked']);
    await delay(6_000);
    await keys!.end();
    const { answers, took } = await asking;
    process.stdout.write(`answered ${answers[0]!.status} after ${Math.round(took)} ms\n`);
    expect([answers[0]!.status, answers[0]!.body.code]).toEqual([503, 'ledger-unavailable']);
    expect(answers[0]!.body.detail).toContain('whole or not at all');
    expect(took).toBeGreaterThan(8_500);
    expect(took).toBeLessThan(10_000);
    await appends!.end();
    await expectOnce(['locked']);
  }, 60_000);
});

/** The server that this test started, with all its backends; the server first, so that it makes no new ones. */
async function signalServer(server: number, signal: NodeJS.Signals): Promise<void> {
  process.kill(server, signal);
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=']);
  for (const line of stdout.trim().split('\n')) {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    if (parent !== server) continue;
    try {
      process.kill(pid, signal);
    } catch {
      // A backend that has ended meanwhile.
    }
  }
}
