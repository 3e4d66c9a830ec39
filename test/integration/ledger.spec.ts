import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson, eventId, storyId } from '#events';
import type { NewEvent } from '#events';
import { Appender, ledgerSchema, readEvents, readHead } from '#ledger';
import type { AppendRequest } from '#ledger';
import { migrate, openPool, requireSchema, schemaName } from '#postgres';
import { makeDatabase, prefix } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { testPostgres } from '../parts/services.js';

const schema = schemaName(prefix, ledgerSchema);
const data = { title: 'A story', language: 'en' };

const event = (text = 'A story'): NewEvent => ({
  type: 'StoryOpened',
  data: { ...data, title: text },
  id: eventId(randomUUID()),
  schemaVersion: 1,
  bytes: canonicalJson({ ...data, title: text }),
});

const request = (story: string, base: number, count = 1, lineage: object = {}): AppendRequest => ({
  lineage,
  story: storyId(story),
  base,
  events: Array.from({ length: count }, () => event()),
  recordedBy: 'k_test',
});

describe('the ledger', () => {
  let database: TestDatabase;
  let pools: pg.Pool[];

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    pools = [0, 1].map(() => openPool({ url: database.urlOf('publisher'), schema, applicationName: 'test', max: 4 }));
  });

  afterAll(() => Promise.all(pools.map((pool) => pool.end())));

  const appenders = () => pools.map((pool) => new Appender(pool, 'test'));

  test('gives gapless positions and versions to two processes that append at once', async () => {
    const both = appenders();
    await Promise.all(
      Array.from({ length: 40 }, async (_, story) => {
        const appender = both[story % 2]!;
        for (let base = 0; base < 20; base += 2) {
          await expect(appender.append(request(`many-${story}`, base, 2))).resolves.toMatchObject({
            outcome: 'appended',
          });
        }
      }),
    );
    const { rows } = await pools[0]!.query<{ whole: boolean; ordered: boolean; versions: boolean }>(
      `select count(*) = max(position) and min(position) = 1 as whole,
         bool_and(ordered) as ordered, bool_and(version = place) as versions
       from (select position, version, row_number() over (partition by story order by position) as place,
               recorded_at >= lag(recorded_at, 1, recorded_at) over (order by position) as ordered from event) e`,
    );
    expect(rows).toEqual([{ whole: true, ordered: true, versions: true }]);
  });

  test('lets exactly one of two appends at the same version win', async () => {
    const outcomes = await Promise.all(appenders().map((appender) => appender.append(request('one-wins', 0))));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['appended', 'conflict']);
  });

  test('appends a chain of one story together, or none of what follows a conflict', async () => {
    const [appender] = appenders();
    const lineage = {};
    const chain = [0, 1, 2].map((base) => appender!.append(request('chain', base, 1, lineage)));
    expect((await Promise.all(chain)).map(({ outcome }) => outcome)).toEqual(['appended', 'appended', 'appended']);
    const wrong = {};
    // The second would fit the ledger by accident: its lineage is broken all the same.
    const followers = [2, 3].map((base) => appender!.append(request('chain', base, 1, wrong)));
    expect((await Promise.all(followers)).map(({ outcome }) => outcome)).toEqual(['conflict', 'conflict']);
    await expect(appender!.append(request('chain', 3, 1, wrong))).resolves.toEqual({ outcome: 'conflict' });
    await expect(appender!.append(request('chain', 3))).resolves.toMatchObject({ outcome: 'appended', version: 4 });
  });

  test('appends what fits beside what does not, each publish with its own commit and time', async () => {
    const [appender] = appenders();
    await appender!.append(request('taken', 0));
    const outcomes = await Promise.all([
      appender!.append(request('beside-a', 0, 2)),
      appender!.append(request('taken', 0, 3)),
      appender!.append(request('beside-b', 0, 3)),
    ]);
    expect(outcomes).toMatchObject([
      { outcome: 'appended', version: 2 },
      { outcome: 'conflict' },
      { outcome: 'appended', version: 3 },
    ]);
    const { rows } = await pools[0]!.query(
      `select story, array_agg((commit - position)::integer order by position) as to_commit, min(commit) as commit,
         (extract(epoch from min(recorded_at)) * 1000000)::bigint as recorded_at, count(distinct recorded_at) as times
       from event where story like 'beside-%' group by story order by story`,
    );
    const told = outcomes.flatMap((one) => (one.outcome === 'appended' ? [one] : []));
    expect(rows).toMatchObject([
      { story: 'beside-a', to_commit: [1, 0], commit: told[0]?.position, recorded_at: told[0]?.recordedAt, times: 1 },
      {
        story: 'beside-b',
        to_commit: [2, 1, 0],
        commit: told[1]?.position,
        recorded_at: told[1]?.recordedAt,
        times: 1,
      },
    ]);
  });

  test('reads pages by bytes, of at least one event, and never skips', async () => {
    const [appender] = appenders();
    const large = [event('x'.repeat(1_000)), event('y'.repeat(1_000)), event('z')];
    await appender!.append({ ...request('pages', 0), events: large });
    const all: number[] = [];
    for (let after = 0; ; after = all.at(-1) ?? 0) {
      const page = await readEvents(pools[0]!, after, 500, 100);
      if (page.length === 0) break;
      all.push(...page.map(({ position }) => position));
    }
    expect(all).toEqual(Array.from({ length: await readHead(pools[0]!) }, (_, at) => at + 1));
  });

  test.each(['publisher', 'relay', 'projector'] as const)(
    'refuses every change by the role of the %s',
    async (service) => {
      const pool = openPool({ url: database.urlOf(service), schema, applicationName: 'test', max: 1 });
      try {
        await expect(pool.query(`select count(*) from event`)).resolves.toBeDefined();
        for (const table of ['event', 'payload', 'epoch']) {
          await expect(pool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
          await expect(pool.query(`truncate ${table}`)).rejects.toThrow(/permission denied/);
        }
        await expect(pool.query(`update event set type = 'X'`)).rejects.toThrow(/permission denied/);
        await expect(pool.query(`update payload set data = 'X'`)).rejects.toThrow(/permission denied/);
      } finally {
        await pool.end();
      }
    },
  );

  test('refuses every change by the owner of the tables too', async () => {
    const pool = openPool({ url: database.owner, schema, applicationName: 'test', max: 1 });
    try {
      for (const table of ['event', 'payload', 'epoch']) {
        await expect(pool.query(`delete from ${table}`)).rejects.toThrow(/the ledger only grows/);
        await expect(pool.query(`truncate ${table}`)).rejects.toThrow(/the ledger only grows/);
      }
      await expect(pool.query(`update event set type = 'X'`)).rejects.toThrow(/the ledger only grows/);
    } finally {
      await pool.end();
    }
  });

  test('refuses tables that are newer than the code, and asks for missing ones', async () => {
    const other = await makeDatabase(testPostgres());
    const pool = openPool({ url: other.owner, schema, applicationName: 'test', max: 1 });
    try {
      await pool.query(`insert into migration (number, name) values (9999, '9999-from-the-future')`);
      await expect(requireSchema(pool, ledgerSchema)).rejects.toThrow(/newer than this version/);
      await expect(migrate({ url: other.owner, prefix }, ledgerSchema)).rejects.toThrow(/newer than this version/);
      await pool.query(`delete from migration`);
      await expect(requireSchema(pool, ledgerSchema)).rejects.toThrow(/newsledger migrate/);
    } finally {
      await pool.end();
    }
  });

  test('migrates once when several start at the same time', async () => {
    const other = await makeDatabase(testPostgres());
    const applied = await Promise.all(
      [1, 2, 3].map(() => migrate({ url: other.owner, prefix: 'fresh' }, ledgerSchema)),
    );
    const names = applied.flat();
    expect(names.filter((name) => name === '0001-ledger')).toHaveLength(1);
    expect(new Set(names).size).toBe(names.length);
  });
});
