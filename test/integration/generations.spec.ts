import fc from 'fast-check';
import type pg from 'pg';
import { buildGeneration, dropGeneration, logSource, readGenerations, readParked, showGeneration } from '#views';
import type { BuildProgress, FoldedView, Slot } from '#views';
import { opened, recordedBatches, retitled } from '../../libs/views/src/stored-examples.js';
import { cuts, histories } from '../parts/drawn-histories.js';
import { build, compare, feed, makeViews, quiet, storiesOf } from '../parts/generations-desk.js';
import type { Views } from '../parts/generations-desk.js';
import { prefix } from '../parts/make-database.js';
import { batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { until } from '../parts/until.js';
import { write } from '../parts/views-database.js';

/** A pool whose first commit comes late, and then nothing more: as of a process that was killed. */
function commitsLate(late: pg.Pool): { late: pg.Pool; isCommitting: () => boolean; go: () => void } {
  let go: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => (go = resolve));
  let isCommitting = false;
  late.on('connect', (client) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: unknown[]) => {
      if (given[0] !== 'commit') return query(...given);
      isCommitting = true;
      return gone.then(() => query('commit')).then(() => Promise.reject(new Error('killed')));
    }) as typeof client.query;
  });
  return { late, isCommitting: () => isCommitting, go };
}

describe('a new generation of the views', () => {
  let views: Views;

  beforeEach(async () => {
    views = await makeViews(testPostgres());
  }, 60_000);

  afterEach(() => views.close());

  test('says what the one that was folded event by event says, and goes on with it', async () => {
    const batches = storiesOf([2_100, 40, 7, 1, 1, 120]);
    const half = Math.ceil(batches.length / 2);
    for (const batch of batches.slice(0, half)) await feed(views, batch);
    const built = await build(views, { longStory: 1_000 });
    expect(await compare(views, built)).toEqual({ drift: [], count: 0 });
    for (const batch of batches.slice(half)) await feed(views, batch);
    expect(await compare(views, built)).toEqual({ drift: [], count: 0 });
    await showGeneration(views.poolOf('blue'), built.number);
    expect((await readGenerations(views.poolOf('blue'))).map(({ slot, isShown }) => [slot, isShown])).toEqual([
      ['green', true],
      ['blue', false],
    ]);
  }, 60_000);

  test('says the same of any history', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts, async (drawn, ends) => {
        const fresh = await makeViews(testPostgres());
        try {
          for (const batch of batchesOf(recorded(drawn), ends)) await write(fresh.poolOf('blue'), batch);
          const built = await build(fresh);
          expect(await compare(fresh, built)).toEqual({ drift: [], count: 0 });
        } finally {
          await fresh.close();
        }
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test('tells each row that was changed by hand, with the field and both values', async () => {
    for (const batch of storiesOf([60, 30])) await feed(views, batch);
    const blue = views.poolOf('blue');
    await blue.query(`update view_row set doc = jsonb_set(doc, '{data,quantity,value}', '9999')
      where story = 'story-0' and kind = 'estimate' and key = 'figure-0' and doc -> 'data' -> 'quantity' ? 'value'`);
    await blue.query(`delete from change where position = 5`);
    await blue
      .query(
        `update view_row set known = int8range(lower(known), null)
      where story = 'story-1' and kind = 'header' and lower(known) = (select min(lower(known)) from view_row
        where story = 'story-1' and kind = 'header' and not upper_inf(known))`,
      )
      .catch(() => undefined);
    const built = await build(views);
    const { drift, count } = await compare(views, built);
    expect(drift).toContainEqual(
      expect.objectContaining({
        view: 'rows',
        story: 'story-0',
        field: '/doc/data/quantity/value',
        shown: 9999,
        built: 3000,
      }),
    );
    expect(drift).toContainEqual(expect.objectContaining({ view: 'changes', row: '5', field: '', shown: undefined }));
    expect(count).toBeGreaterThanOrEqual(2);
  }, 60_000);

  test('goes on where its building was broken off', async () => {
    for (const batch of storiesOf([2_100, 90, 30, 20, 10, 5])) await feed(views, batch);
    const source = logSource(views.poolOf('blue'));
    const phases: BuildProgress['phase'][] = ['filling', 'indexing', 'long stories'];
    for (const phase of phases) {
      const stop = new AbortController();
      const report = {
        signal: stop.signal,
        onProgress: (at: BuildProgress) => {
          if (at.phase === phase && (at.done > 0 || phase === 'long stories')) stop.abort();
        },
      };
      await expect(buildGeneration({ poolOf: views.poolOf, source, longStory: 1_000 }, report)).rejects.toThrow(
        /abort/,
      );
      expect((await readGenerations(views.poolOf('blue'))).length).toBe(2);
    }
    const built = await build(views, { longStory: 1_000 });
    expect(built.number).toBe(2);
    expect(await compare(views, built)).toEqual({ drift: [], count: 0 });
  }, 60_000);

  test.each([['rows'], ['changes'], ['voices'], ['rows,voices'], ['changes,voices']])(
    'folds %s alone, of long stories too, and takes the rest as it is',
    async (names) => {
      for (const batch of storiesOf([2_100, 40, 7])) await feed(views, batch);
      const only = names.split(',') as FoldedView[];
      const same = await build(views, { longStory: 1_000, only });
      expect(await compare(views, same)).toEqual({ drift: [], count: 0 });
      await dropGeneration(views.poolOf(same.slot), same);
      const blue = views.poolOf('blue');
      await blue.query(
        `update view_row set doc = doc || '{"planted": true}' where kind = 'header' and upper_inf(known)`,
      );
      await blue.query(`update change set subject = 'planted' where position = 9`);
      await blue.query(`update said_by set key = 'planted' where position = (select min(position) from said_by)`);
      const built = await build(views, { longStory: 1_000, only });
      const { drift } = await compare(views, built);
      expect([...new Set(drift.map(({ view }) => view))].sort()).toEqual([...only].sort());
    },
    60_000,
  );

  test('holds what was parked, once it can be folded', async () => {
    const [first = [], second = []] = recordedBatches([[opened('o')], [retitled('t', 'Again')]]);
    await feed(views, first);
    await feed(
      views,
      second.map((event) => ({ ...event, schemaVersion: 9 })),
    );
    const blue = views.poolOf('blue');
    expect([...(await readParked(blue)).keys()]).toEqual(['troops']);
    // As if a later version knew it.
    await blue.query(`update log set schema_version = 1 where position = 2`);
    const built = await build(views);
    expect((await readParked(views.poolOf(built.slot))).size).toBe(0);
    expect((await compare(views, built)).drift.map(({ view }) => view)).toContain('parked');
  });

  test('waits for what one that was killed is still committing', async () => {
    for (const batch of storiesOf([60, 30, 5])) await feed(views, batch);
    const { late, isCommitting, go } = commitsLate(views.open('green'));
    const poolOf = (slot: Slot) => (slot === 'green' ? late : views.poolOf(slot));
    const killed = buildGeneration({ poolOf, source: logSource(views.poolOf('blue')) }, quiet);
    const death = killed.catch((error: unknown) => error);
    await until('it commits', isCommitting);
    const building = build(views);
    await until('the next one waits', async () => {
      const { rowCount } = await views.poolOf('blue').query(`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      return rowCount === 1;
    });
    go();
    expect(await death).toMatchObject({ message: 'killed' });
    expect(await compare(views, await building)).toEqual({ drift: [], count: 0 });
    await late.end();
  }, 60_000);

  test('takes over what is not folded anew once, however often it is broken off', async () => {
    for (const batch of storiesOf([60, 30, 5])) await feed(views, batch);
    const stop = new AbortController();
    const source = logSource(views.poolOf('blue'));
    const asked = { poolOf: views.poolOf, source, only: ['changes'] } as const;
    const report = {
      signal: stop.signal,
      onProgress: ({ phase }: BuildProgress) => {
        if (phase === 'indexing') stop.abort();
      },
    };
    await expect(buildGeneration(asked, report)).rejects.toThrow(/abort/);
    const built = await buildGeneration(asked, quiet);
    expect(await compare(views, built)).toEqual({ drift: [], count: 0 });
  }, 60_000);

  test('is left out when it is dropped, and its slot serves the next one', async () => {
    for (const batch of recordedBatches([[opened('o')], [retitled('t', 'Again')]])) await feed(views, batch);
    const first = await build(views);
    await dropGeneration(views.poolOf(first.slot), first);
    for (const batch of recordedBatches([[opened('o')], [retitled('t', 'Again')], [retitled('u', 'And again')]]).slice(
      2,
    ))
      await feed(views, batch);
    const second = await build(views);
    expect([second.number, second.slot]).toEqual([3, 'green']);
    expect(await compare(views, second)).toEqual({ drift: [], count: 0 });
  }, 60_000);

  test('is not waited for by anybody while somebody reads the views for dashboards for long', async () => {
    for (const batch of storiesOf([60])) await feed(views, batch);
    const reader = await views.poolOf('blue').connect();
    try {
      await reader.query(`begin isolation level repeatable read`);
      await reader.query(`select count(*) from ${prefix}.known_row`);
      const built = await build(views);
      await showGeneration(views.poolOf('blue'), built.number);
      const { rows } = await views
        .poolOf('green')
        .query<{ rows: number }>(`select count(*)::integer as rows from ${prefix}.known_row`);
      expect(rows[0]?.rows).toBeGreaterThan(60);
    } finally {
      await reader.query('rollback');
      reader.release();
    }
  }, 60_000);
});
