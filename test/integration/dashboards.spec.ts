import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { format, resolveConfig } from 'prettier';
import { migratePlaces } from '#apps/cli';
import { openPool, schemaName } from '#postgres';
import { dashboardsSchema, foldBatch, readRows, slotSchema, viewsSchema, writeBatch } from '#views';
import {
  corrected,
  filed,
  issued,
  opened,
  positioned,
  raised,
  recordedBatches,
  reported,
  retracted,
  revised,
  stated,
} from '../../libs/views/src/stored-examples.js';
import { readColumns, viewsInWords } from '../parts/dashboards-page.js';
import { makeDatabase, prefix } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { testPostgres } from '../parts/services.js';
import { openViews } from '../parts/views-database.js';

const schema = schemaName(prefix, dashboardsSchema);
const viewsOf = schemaName(prefix, viewsSchema);
const views = [
  ...['stories', 'current_estimates', 'estimates', 'current_positions', 'positions', 'claims', 'statements'],
  ...['occurrences', 'sources', 'corrections', 'retractions', 'record'],
];
const monday = { edtf: '2024-10-28', wording: 'Monday', basis: 'inferred' as const };
const path = 'docs/dashboards.md';
const moreThan3000 = { lower: { value: 3000, inclusive: false }, unit: 'troops', wording: 'more than 3,000' };

const batches = recordedBatches([
  [
    opened('story'),
    filed('article'),
    stated('outer', { when: monday, cites: [{ source: 'article' }] }),
    stated('said', { saidIn: 'outer' }),
    issued('first', 3000, { saidIn: 'said', quantity: moreThan3000 }),
  ],
  [revised('second', 'first', 10_000)],
  [corrected('mending', 'outer', { when: { edtf: '2024-10-29', wording: null, basis: 'stated' } })],
  [
    raised('claim'),
    positioned('confirmed', 'claim', 'ClaimConfirmed', { wording: { text: 'They are there', by: 'party' } }),
  ],
  [retracted('taken', 'second')],
  [reported('meeting', { when: monday, participants: [{ id: 'russia', name: 'Russia' }] })],
  [corrected('reworded', 'claim', { proposition: 'Troops are in the Kursk region' })],
]);

const at = (position: number) => new Date(Date.parse('2024-10-28T21:05:00Z') + position / 1000);

describe('the views for dashboards', () => {
  let database: TestDatabase;
  let owner: pg.Pool;
  let dashboard: pg.Pool;
  const open = (url: string, of: string) => openPool({ url, schema: of, applicationName: 'test', max: 1 });
  const values = async (text: string): Promise<unknown[][]> =>
    (await dashboard.query<unknown[]>({ text, rowMode: 'array' })).rows;

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    owner = openViews(database.owner);
    dashboard = open(database.urlOf('dashboard'), schema);
    for (const batch of batches) {
      await writeBatch(owner, 'epoch', await foldBatch(batch, (facts) => readRows(owner, facts)));
    }
    await mendByHand(owner);
  });

  afterAll(() => Promise.all([owner.end(), dashboard.end()]));

  test('tell every version of a figure, and who said it as it was known then', async () => {
    const told = await values(
      `select status, said_edtf, said_words, party_ids, speaker_name, source_ids, known, is_current
       from estimates where story = 'troops' and id = 'first' order by known`,
    );
    const who = [['us-dod'], 'Sabrina Singh', ['article']];
    expect(told).toEqual([
      ['current', '2024-10-28', 'Monday', ...who, '[5,6)', false],
      ['superseded', '2024-10-28', 'Monday', ...who, '[6,7)', false],
      ['superseded', '2024-10-29', null, ...who, '[7,10)', false],
      ['current', '2024-10-29', null, ...who, '[10,)', true],
    ]);
  });

  test('tell the times between which a row was known, as the record has them', async () => {
    const { rows } = await dashboard.query(
      `select known_from = (select recorded_at from record r where r.position = lower(e.known)) as "from",
         known_until = (select recorded_at from record r where r.position = upper(e.known)) as until, known_from
       from estimates e where id = 'first' order by known`,
    );
    expect(rows.map(({ from, until }: { from: unknown; until: unknown }) => [from, until])).toEqual([
      ...[1, 2, 3].map(() => [true, true]),
      [true, null],
    ]);
    expect((rows[0] as { known_from: Date }).known_from).toEqual(at(5));
  });

  test('tell of a figure what it says, no more and no less', async () => {
    const figures = `select id, value, lower, lower_inclusive, upper, unit, wording, chain, revises, revised_by`;
    expect(await values(`${figures} from current_estimates`)).toEqual([
      ['first', null, '3000', false, null, 'troops', 'more than 3,000', 'first', null, null],
    ]);
    expect(await values(`${figures}, status from estimates where id = 'second' and is_current`)).toEqual([
      ['second', '10000', null, null, null, 'troops', null, 'first', 'first', null, 'retracted'],
    ]);
  });

  test('tell where each party stands, also where nothing is recorded, now and at a time', async () => {
    const stands = `select party_id, stance, fact, proposition, wording, speaker_name from`;
    const told = (proposition: string) => [
      ['russia', 'nothing-recorded', null, proposition, null, null],
      ['us-dod', 'confirmed', 'confirmed', proposition, 'They are there', 'Sabrina Singh'],
    ];
    expect(await values(`${stands} current_positions order by party_id`)).toEqual(
      told('Troops are in the Kursk region'),
    );
    const then = (position: number) =>
      values(`${stands} positions where known_from <= '${at(0).toISOString()}'::timestamptz + ${position} * interval '1 microsecond'
        and (known_until is null or known_until > '${at(0).toISOString()}'::timestamptz + ${position} * interval '1 microsecond')
        order by party_id`);
    expect(await then(11)).toEqual(told('Troops are in Kursk'));
    expect(await then(8)).toEqual(told('Troops are in Kursk').slice(0, 1));
    expect(await then(7)).toEqual([]);
  });

  test('tell of a correction why, by whom, and how long the error had stood', async () => {
    expect(
      await values(
        `select fact, fact_kind, reason, recorded_by, stood_since = (select recorded_at from record where position = 3),
           stood_for::text, was ->> 'when' is not null from corrections where id = 'mending'`,
      ),
    ).toEqual([['outer', 'statement', 'A slip of the pen', 'key-1', true, '00:00:00.000004', true]]);
    expect(await values(`select fact, reason from retractions`)).toEqual([['second', 'It was another story']]);
  });

  test('tell the rest: stories with their last change, statements, claims, occurrences, sources, the record', async () => {
    expect(await values(`select title, status, version, changed_at from stories where is_current`)).toEqual([
      ['Troops', 'open', 12, at(12)],
    ]);
    expect(await values(`select id, said_edtf, said_latest from statements where is_current order by id`)).toEqual([
      ['outer', '2024-10-29', new Date('2024-10-29T23:59:59.999Z')],
      ['said', '2024-10-29', null],
    ]);
    expect(await values(`select concerns_ids, known, is_current from claims order by known`)).toEqual([
      [['russia'], '[8,12)', false],
      [['russia'], '[12,)', true],
    ]);
    expect(await values(`select participant_names, happened_words, party_ids from occurrences`)).toEqual([
      [['Russia'], 'Monday', []],
    ]);
    expect(await values(`select title, known from sources`)).toEqual([['A report', '[2,)']]);
    expect(await values(`select count(*), max(data ->> 'title') from record`)).toEqual([[12, 'Troops']]);
  });

  test('hold, where they are of what is current, only rows that are', async () => {
    for (const view of ['current_estimates', 'current_positions']) {
      expect(
        await values(`select count(*) from ${view} where not upper_inf(known) or known_until is not null`),
      ).toEqual([[0]]);
    }
  });

  test('are all that the role of dashboards may read, and it may write nothing', async () => {
    const columns = await readColumns(dashboard, schema);
    expect([...new Set(columns.map(({ view }) => view))]).toEqual([...views].sort());
    for (const view of views) {
      await expect(dashboard.query(`select * from ${view}`)).resolves.toBeDefined();
    }
    const { rows } = await dashboard.query(
      `select relname from pg_class join pg_namespace n on n.oid = relnamespace
       where nspname like $1::text || '%' and relkind in ('r', 'v')
         and has_table_privilege(pg_class.oid, 'insert, update, delete, truncate, references, trigger')`,
      [prefix],
    );
    expect(rows).toEqual([]);
    await expect(dashboard.query(`insert into record (id) values ('x')`)).rejects.toThrow(/permission denied/);
    const blue = slotSchema(viewsOf, 'blue');
    const folded = ['view_row', 'change', 'story_head'].map((table) => `${blue}.${table}`);
    for (const table of [`${viewsOf}.log`, `${viewsOf}.origin`, ...folded]) {
      await expect(dashboard.query(`select * from ${table}`)).rejects.toThrow(/permission denied for schema/);
      await expect(dashboard.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
    }
    for (const name of ['known_row', 'said_row', 'shown_row', 'migration']) {
      await expect(dashboard.query(`select * from ${name}`)).rejects.toThrow(/permission denied/);
    }
    await expect(dashboard.query(`create table mine (one integer)`)).rejects.toThrow(/permission denied/);
  });

  test('say of themselves and of every column what it is, and the page says the same', async () => {
    const columns = await readColumns(dashboard, schema);
    expect(columns.filter(({ says, viewSays }) => says === null || viewSays === null)).toEqual([]);
    for (const view of views) {
      const names = columns.filter((one) => one.view === view).map(({ column }) => column);
      expect([view, names]).toEqual([view, expect.arrayContaining(['story', 'known', 'known_from', 'known_until'])]);
    }
    const words = await format(viewsInWords(columns, views), { ...(await resolveConfig(path)), filepath: path });
    const [, afterwards = ''] = (await readFile(path, 'utf8')).split('<!-- the views in their own words -->\n\n');
    expect(afterwards).toBe(words);
  });

  test('answer the queries of the page', async () => {
    const examples = (await readFile(path, 'utf8')).matchAll(/```sql\n(.*?)```/gs);
    const queries = [...examples].map(([, text = '']) => text.replaceAll('north-korean-troops-in-russia', 'troops'));
    expect(queries).toHaveLength(3);
    const [figures, history, stands] = await Promise.all(queries.map(values));
    expect(figures?.map(([label]) => label)).toEqual(['North Korean troops in Russia']);
    expect(history?.map(([id]) => id)).toEqual(['first', 'first', 'second', 'first', 'first', 'second']);
    expect(stands?.map(([, party, stance]) => [party, stance])).toEqual([
      ['Russia', 'nothing-recorded'],
      ['US Department of Defense', 'confirmed'],
    ]);
  });

  test('are made once', async () => {
    const { owner: url } = database;
    expect(await migratePlaces({ ledger: url, views: url, identity: url }, prefix)).toEqual([]);
  });
});

describe('the views for dashboards, of a hundred thousand rows', () => {
  let owner: pg.Pool;
  let dashboard: pg.Pool;

  beforeAll(async () => {
    const database = await makeDatabase(testPostgres());
    owner = openViews(database.owner);
    dashboard = openPool({ url: database.urlOf('dashboard'), schema, applicationName: 'test', max: 1 });
    await fill(owner);
  });

  afterAll(() => Promise.all([owner.end(), dashboard.end()]));

  test.each(views)('find the rows of one story in %s by an index', async (view) => {
    await dashboard.query(`set plan_cache_mode = force_generic_plan`);
    await dashboard.query(`prepare of_story (text) as select * from ${view} where story = $1`);
    const { rows } = await dashboard.query<{ 'QUERY PLAN': string }>(`explain (analyze) execute of_story ('story-5')`);
    await dashboard.query(`deallocate of_story`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan/);
    // The slot that is not shown has no rows and no indexes, and is never looked into.
    expect(plan).not.toMatch(/Seq Scan on (view_row|log)\b(?!.*never executed)/);
  });
});

/** What the rows say that no event of these tests leads to, or that is not told by the clock. */
async function mendByHand(pool: pg.Pool): Promise<void> {
  const stand = (party: string, name: string, from: number, doc: object) => [
    `claim ${party}`,
    from,
    JSON.stringify({ claim: 'claim', party: { id: party, name }, position: from, recordedAt: at(from), ...doc }),
  ];
  for (const row of [
    stand('russia', 'Russia', 8, { stance: 'nothing-recorded' }),
    stand('us-dod', 'US Department of Defense', 9, { stance: 'confirmed', fact: 'confirmed' }),
  ]) {
    await pool.query(
      `insert into view_row (story, kind, key, known, doc)
       select 'troops', 'stand', $1::text, int8range($2::bigint, null), $3::jsonb
       where not exists (
         select from view_row where kind = 'stand' and doc #>> '{party,id}' = $3::jsonb #>> '{party,id}')`,
      row,
    );
  }
  await pool.query(`update view_row set doc = doc || '{"chain": "first"}' where kind = 'estimate'`);
  await pool.query(
    `update view_row set doc = doc || '{"recordedBy": "key-1", "stoodSince": "2024-10-28T21:05:00.000003Z"}'
     where kind = 'correction' and key = 'mending'`,
  );
  await pool.query(`update view_row set doc = doc - 'order' where kind = 'statement'`);
  await pool.query(
    `update view_row set doc = doc || '{"order": {"key": "2024", "latest": 1730246399999}}'
     where kind = 'statement' and key = 'outer'`,
  );
}

/** A thousand stories of a hundred rows of every kind; the figures are said in statements. */
async function fill(pool: pg.Pool): Promise<void> {
  await pool.query(
    `insert into log (position, commit, recorded_at, visible_at, version, schema_version, story, id, type, recorded_by, data)
     select n, n, timestamptz '2024-10-28' + n * interval '1 second', now(), (n - 1) / 1000 + 1, 1, 'story-' || n % 1000,
       'e' || n, 'StoryOpened', 'key-1', '{}'
     from generate_series(1, 100000) n`,
  );
  await pool.query(
    `insert into view_row (story, kind, key, known, doc)
     select 'story-' || n % 1000, kind, 'e' || n, int8range(n, case when n % 3 = 0 and n <= 90000 then n + 10000 end),
       jsonb_build_object('position', n, 'recordedAt', '2024-10-28T21:05:00Z', 'status', 'current', 'claim', 'e6000',
         'fact', 'e7000', 'data', jsonb_build_object('saidIn', 'e' || n % 1000 + 5000, 'quantity', '{"value": 1}'::jsonb))
     from generate_series(1, 100000) n
     cross join lateral (select (array['header', 'source', 'estimate', 'statement', 'claim', 'position', 'stand',
       'occurrence', 'correction', 'retraction'])[n / 1000 % 10 + 1] as kind) k`,
  );
  await pool.query(`analyze view_row`);
  await pool.query(`analyze log`);
}
