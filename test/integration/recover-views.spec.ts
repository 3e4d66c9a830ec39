import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { eventId } from '#events';
import type { StoredEvent } from '#events';
import { runNewsledger } from '../parts/keys.js';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { openRecoveryHouse, recoverHere } from '../parts/recovery-house.js';
import type { RecoveryHouse } from '../parts/recovery-house.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { storedEvents } from '../parts/stored-events.js';
import { until } from '../parts/until.js';
import { openViews, write } from '../parts/views-database.js';

const shared = 6;
const tables = ['view_row', 'change', 'said_by', 'story_head'];

describeWithKafka('views of another history, in a database of their own', () => {
  let house: RecoveryHouse;
  let elsewhere: TestDatabase;
  let views: pg.Pool;
  let superuser: pg.Client;
  let folder: string;
  let left: string;
  let published: readonly StoredEvent[];

  const environment = () => ({ ...house.environment, VIEWS_DATABASE_URL: elsewhere.owner });
  const recover = (options: Parameters<typeof recoverHere>[1] = {}) => recoverHere(environment(), options);
  const rebuild = (...words: readonly string[]) => runNewsledger(['rebuild', ...words], environment());
  const logged = async () => {
    const { rows } = await views.query<{ id: string; epoch: string }>(
      `select l.id, o.epoch from newsledger_views.log l, newsledger_views.origin o order by position`,
    );
    return { ids: rows.map(({ id }) => id), epoch: rows[0]?.epoch };
  };

  /** The ledger lost what was published behind `shared`, and went another way; the views show what was published. */
  beforeEach(async () => {
    [house, elsewhere, folder] = await Promise.all([
      openRecoveryHouse(testPostgres(), testBrokers()),
      makeDatabase(testPostgres()),
      mkdtemp(join(tmpdir(), 'newsledger-recover-views-')),
    ]);
    views = openViews(elsewhere.owner);
    superuser = new pg.Client({ connectionString: house.database.owner });
    await superuser.connect();
    published = storedEvents([1, 3, 2, 4]);
    [left = ''] = await house.epochs();
    await house.fillLedger(published);
    await write(views, published, left);
  }, 30_000);

  afterEach(async () => {
    await Promise.all([views.end(), superuser.end(), house.close()]);
    await rm(folder, { recursive: true, force: true });
  });

  const fork = async () => {
    await house.fillTopic(published, left);
    const since = `where position > ${shared}`;
    await superuser.query(
      `set session_replication_role = replica; delete from newsledger_ledger.event ${since};
       delete from newsledger_ledger.payload ${since}`,
    );
    const other = published.slice(shared).map((event) => ({ ...event, id: eventId(`other-${event.id}`) }));
    await house.fillLedger(other);
  };

  const requireCut = async (epoch: string | undefined) => {
    expect(await logged()).toEqual({ ids: published.slice(0, shared).map(({ id }) => id), epoch });
    const { status, out } = await rebuild('--check');
    expect([status, out]).toEqual([0, expect.stringContaining('every row is the same')]);
  };

  test('are cut by the next recover, where the one that began the epoch was killed before', async () => {
    await fork();
    await views.query(
      `create function newsledger_views.wait() returns trigger language plpgsql as $$ begin perform pg_sleep(60); return new; end $$;
       create trigger wait before update on newsledger_views.origin for each row execute function newsledger_views.wait()`,
    );
    const words = ['dist/apps/cli/src/main.js', 'recover', '--from', 'kafka', '--yes', '--new-epoch', '--keep'];
    const child = spawn(process.execPath, [...words, join(folder, 'kept')], { env: environment(), stdio: 'ignore' });
    const sleeping = `from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`;
    await until('the views are being cut', async () => (await views.query(`select ${sleeping}`)).rowCount === 1);
    child.kill('SIGKILL');
    await views.query(`select pg_terminate_backend(pid) ${sleeping}`);
    await views.query(`drop trigger wait on newsledger_views.origin`);
    expect(await logged()).toEqual({ ids: published.map(({ id }) => id), epoch: left });

    const [, begun] = await house.epochs();
    const look = await recover();
    expect([look.status, look.out.replace(/\s+/g, ' ')]).toEqual([
      0,
      expect.stringContaining(`they would be cut behind position ${shared}, and be of history ${begun}`),
    ]);
    expect(await recover({ yes: true })).toMatchObject({ status: 0 });
    expect(await house.epochs()).toEqual([left, begun]);
    await requireCut(begun);
    expect(await recover()).toMatchObject({
      status: 0,
      out: expect.stringContaining('Nothing is to be done') as string,
    });
  }, 60_000);

  test('are cut in both generations, where one is kept for a rollback', async () => {
    expect((await rebuild()).status).toBe(0);
    await fork();
    expect(await recover({ yes: true, newEpoch: true, keep: join(folder, 'kept') })).toMatchObject({ status: 0 });
    for (const table of tables) {
      const rowsOf = async (slot: string) =>
        (
          await views.query<{ row: string }>(
            `select t::text as row from newsledger_views_${slot}.${table} t order by 1`,
          )
        ).rows;
      const [blue, green] = [await rowsOf('blue'), await rowsOf('green')];
      expect([table, green]).toEqual([table, blue]);
    }
    expect((await rebuild('--rollback')).status).toBe(0);
    await requireCut((await house.epochs()).at(-1));
  }, 60_000);
});
