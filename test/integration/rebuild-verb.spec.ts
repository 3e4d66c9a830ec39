import { endFeeding, readGenerations } from '#views';
import type { StoredEvent } from '#events';
import { build, feed, storiesOf, viewsIn } from '../parts/generations-desk.js';
import type { Views } from '../parts/generations-desk.js';
import { openRecoveryHouse } from '../parts/recovery-house.js';
import type { RecoveryHouse } from '../parts/recovery-house.js';
import { runCli } from '../parts/run-cli.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { until } from '../parts/until.js';

let house: RecoveryHouse;
let views: Views;
const all = storiesOf([30, 12, 3]).flat();

beforeEach(async () => {
  house = await openRecoveryHouse(testPostgres(), testBrokers());
  views = viewsIn(house.database.owner);
  await feed(views, all);
}, 60_000);

afterEach(async () => {
  await views.close();
  await house.close();
});

const rebuild = (...words: readonly string[]) => runCli(house.environment, 'rebuild', ...words);
const generations = async () =>
  (await readGenerations(views.poolOf('blue'))).map(({ number, isShown, fedFrom }) => ({
    number,
    isShown,
    isFed: fedFrom !== undefined,
  }));

describe('newsledger rebuild', () => {
  test('goes on with what was broken off while it was compared, and shows nothing uncompared by --rollback', async () => {
    await build(views);
    const back = await rebuild('--rollback');
    expect([back.code, back.err]).toEqual([
      1,
      'No other generation of the views is kept: there is nothing to go back to.\n',
    ]);
    const run = await rebuild('--from', 'log');
    expect(run.code).toBe(0);
    expect(run.out).toContain('Generation 2 is shown now');
    expect((await rebuild('--rollback')).out).toContain('Generation 1 is shown again');
    expect((await rebuild('--rollback')).out).toContain('Generation 2 is shown again');
  }, 60_000);

  test('empties what a dropping that was killed has left', async () => {
    const built = await build(views);
    await endFeeding(views.poolOf('blue'), built.number);
    const left = async () => (await views.poolOf(built.slot).query(`select from view_row`)).rows.length;
    expect(await left()).toBeGreaterThan(0);
    expect(await rebuild('--drop')).toMatchObject({ code: 0, out: 'What was left of a generation is gone.\n' });
    expect(await left()).toBe(0);
    expect(await rebuild('--drop')).toMatchObject({ code: 1 });
  }, 60_000);

  test('says in a sentence that the database went away, and goes on when it is there again', async () => {
    const blue = views.poolOf('blue');
    // It is held up where it makes its indexes.
    const holding = await views.poolOf('green').connect();
    await holding.query(`select pg_advisory_lock(hashtextextended(current_schema() || '_green.make_index', 0))`);
    const run = rebuild('--from', 'log');
    const waiting = `from pg_stat_activity where application_name = 'newsledger rebuild' and datname = current_database()`;
    await until('it makes indexes', async () => {
      const { rows } = await blue.query(`select ${waiting} and wait_event = 'advisory'`);
      return rows.length === 1;
    });
    await blue.query(`select pg_terminate_backend(pid) ${waiting}`);
    const { code, err } = await run;
    expect([code, err]).toEqual([1, expect.stringMatching(/^The database went away \(.*\)\. Readers see .*\.$/m)]);
    expect(err).not.toContain('    at ');
    await holding.query(`select pg_advisory_unlock_all()`);
    holding.release();
    expect((await rebuild('--from', 'log')).out).toContain('Generation 2 is shown now');
  }, 60_000);

  test('folds nothing from a ledger of another history', async () => {
    const run = await rebuild();
    expect([run.code, run.out]).toEqual([1, '']);
    expect(run.err).toMatch(/^The ledger holds history \S+, and the views were folded from history epoch\.$/m);
    expect(await generations()).toEqual([{ number: 1, isShown: true, isFed: true }]);
  }, 60_000);
});

describeWithKafka('newsledger rebuild --from kafka', () => {
  const without = (from: number, to: number) => all.filter(({ position }) => position < from || position > to);
  const fromKafka = (...words: readonly string[]) => rebuild('--from', 'kafka', ...words);

  test('proves that the topic holds everything, also where it was filled again', async () => {
    await house.fillTopic(without(11, all.length), 'epoch');
    await house.fillTopic(without(1, 19), 'epoch');
    await house.fillTopic(all, 'epoch');
    const run = await fromKafka();
    expect(run).toMatchObject({ code: 0 });
    expect(run.out).toContain('The topic holds all that the log does, 45 events.');
    expect(run.out).toContain('every row is the same');
  }, 60_000);

  const lacking: readonly (readonly [string, readonly StoredEvent[], RegExp])[] = [
    ['its first events', without(1, 4), /story-0: event at position 1: the views have \{.*, the topic has nothing/],
    ['events in between', without(20, 22), /event at position 20: the views have \{.*, the topic has nothing/],
    ['its last events', without(44, 45), /event at position 44: the views have \{.*, the topic has nothing/],
    [
      'what an event says',
      all.map((one) => (one.position === 9 ? { ...one, recordedBy: 'somebody' } : one)),
      /event at position 9 at \/recorded_by: the views have "key-1", the topic has "somebody"/,
    ],
  ];
  test.each(lacking)(
    'folds nothing from a topic that lacks %s',
    async (_what, events, told) => {
      await house.fillTopic(events, 'epoch');
      const run = await fromKafka();
      expect([run.code, run.out]).toEqual([1, expect.stringMatching(told)]);
      expect(run.out).toContain('nothing was folded from it');
      expect(await generations()).toEqual([{ number: 1, isShown: true, isFed: true }]);
      const { drift, count } = JSON.parse((await fromKafka('--json')).out) as { drift: object[]; count: number };
      expect([drift.length, count > 0]).toEqual([count, true]);
    },
    60_000,
  );

  test('folds nothing from a topic of another history, nor from none', async () => {
    expect((await fromKafka()).err).toContain(`There is no topic ${house.topic}.`);
    await house.fillTopic(all, 'another');
    expect((await fromKafka()).err).toContain('The topic holds history another');
  }, 60_000);
});
