import type pg from 'pg';
import {
  corrected,
  filed,
  issued,
  opened,
  pentagon,
  positioned,
  raised,
  recordedBatches,
  retracted,
  revised,
  stated,
  summarised,
} from '../../libs/views/src/stored-examples.js';
import type { Sent } from '../../libs/views/src/stored-examples.js';
import { readFacts, readStory, readTimeline } from '#views';
import { makeDatabase } from '../parts/make-database.js';
import { testPostgres } from '../parts/services.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';

const story = 'troops';
const on = (edtf: string) => ({ when: { edtf, basis: 'stated' as const } });
const until = Date.UTC(2024, 9, 6) - 1;
const many = Array.from({ length: 60 }, (_, at) => issued(`figure-${at}`, at, on('2024-10-02')));
const idsOf = (facts: readonly { readonly id: string }[]) => facts.map(({ id }) => id);

describe('what had been said by a date', () => {
  let pool: pg.Pool;

  beforeAll(async () => {
    pool = openViews((await makeDatabase(testPostgres())).owner);
  }, 60_000);

  afterAll(() => pool.end());

  async function tell(...sent: readonly Sent[]): Promise<void> {
    await emptyViews(pool);
    for (const batch of recordedBatches([[opened('open'), ...sent]])) await write(pool, batch);
  }

  async function documentThen() {
    const { document } = await readStory(pool, story, { until });
    if (document === undefined) throw new Error('there is no document');
    return document;
  }

  test('has every correction that is known, whatever is shown of what it mends', async () => {
    await tell(
      filed('article'),
      issued('old', 3_000, on('2024-10-01')),
      issued('later', 3_000, on('2024-10-20')),
      corrected('of-old', 'old', { scope: 'all' }),
      corrected('of-later', 'later', { scope: 'all' }),
      retracted('taken', 'later'),
      ...many,
    );
    const { corrections, retractions, counts } = await documentThen();
    expect([idsOf(corrections), idsOf(retractions)]).toEqual([['of-later', 'of-old'], ['taken']]);
    expect([counts.corrections, counts.retractions]).toEqual([2, 1]);
    const page = { kinds: ['correction', 'retraction'], limit: 2 } as const;
    const { facts } = await readFacts(pool, story, { until }, page);
    // One more than the page holds: that there is more must be seen.
    expect(facts.map(({ view }) => (view as { id: string }).id)).toEqual(['taken', 'of-later', 'of-old']);
  });

  test('is led by what had been said by then, however old', async () => {
    await tell(
      issued('old', 3_000, on('2024-10-01')),
      stated('old-words', on('2024-10-01')),
      stated('later', on('2024-10-20')),
      ...many,
      ...many.map(({ id }) => stated(`said-${id}`, on('2024-10-02'))),
      summarised('summary', 'Who sent whom', { lead: 'old', keyFacts: ['later', 'old-words', 'figure-59'] }),
    );
    const { lead, keyFacts, estimates } = await documentThen();
    expect([lead, keyFacts]).toEqual(['old', ['old-words', 'figure-59']]);
    expect(idsOf(estimates)).not.toContain('old');
    await tell(stated('later', on('2024-10-20')), summarised('summary', 'Who sent whom', { keyFacts: ['later'] }));
    expect((await documentThen()).keyFacts).toEqual([]);
  });

  test('is counted by what is known of when it was said', async () => {
    await tell(
      stated('moved-away', on('2024-10-01')),
      stated('taken-away', on('2024-10-01')),
      stated('moved-here', on('2024-10-20')),
      stated('there', on('2024-10-01')),
      issued('within', 3_000, { saidIn: 'moved-away' }),
      corrected('away', 'moved-away', on('2024-10-20')),
      corrected('far-away', 'taken-away', on('2024-10-20')),
      corrected('here', 'moved-here', on('2024-10-01')),
      corrected('words', 'there', { proposition: 'None were sent' }),
    );
    const { statements, estimates, counts } = await documentThen();
    expect([idsOf(statements), estimates]).toEqual([['there', 'moved-here'], []]);
    expect(counts).toMatchObject({ statements: 2, estimates: 0, corrections: 4 });
  });

  test('stands in the timeline as it stood then', async () => {
    const october = { by: pentagon, ...on('2024-10-01') };
    await tell(
      issued('alone', 3_000, october),
      stated('briefing', october),
      issued('in-briefing', 300, { saidIn: 'briefing' }),
      raised('claim', { saidIn: 'briefing' }),
      revised('alone-later', 'alone', 10_000, on('2024-10-20')),
      revised('in-briefing-later', 'in-briefing', 1_000, on('2024-10-20')),
      positioned('no', 'claim', 'ClaimDenied', on('2024-10-04')),
      positioned('taken', 'claim', 'ClaimLeftUnconfirmed', on('2024-10-05')),
      retracted('taking', 'taken'),
      positioned('yes', 'claim', 'ClaimConfirmed', on('2024-10-20')),
    );
    for (const order of ['earliest', 'latest'] as const) {
      const { entries } = await readTimeline(pool, story, { until }, { order, limit: 10 });
      const told = entries.flatMap(({ view, facts }) => [view, ...facts.map((fact) => fact.view)]);
      const byId = Object.fromEntries(told.map((view) => [(view as { id: string }).id, view]));
      expect(Object.keys(byId).sort()).toEqual(['alone', 'briefing', 'claim', 'in-briefing', 'no', 'taken']);
      expect(byId['alone']).toMatchObject({ status: 'current' });
      expect(byId['in-briefing']).toMatchObject({ status: 'current', said: { by: pentagon } });
      expect(byId['claim']).toMatchObject({
        stands: [{ stance: 'nothing-recorded' }, { stance: 'denied', position: 'no' }],
      });
      const { facts } = await readFacts(pool, story, { until }, { kinds: ['claim', 'estimate'], limit: 10 });
      for (const { view } of facts) expect(byId[(view as { id: string }).id]).toEqual(view);
    }
  });

  test('passes over a revision that was taken back, to the one behind it', async () => {
    const chain = [
      issued('first', 3_000, on('2024-10-01')),
      revised('taken', 'first', 5_000, on('2024-10-02')),
      revised('last', 'taken', 10_000, on('2024-10-20')),
      retracted('taking', 'taken'),
    ];
    await tell(...chain);
    const statuses = async () =>
      Object.fromEntries((await documentThen()).estimates.map(({ id, status }) => [id, status]));
    expect(await statuses()).toEqual({ first: 'current', taken: 'retracted' });
    await tell(...chain, corrected('sooner', 'last', on('2024-10-03')));
    expect(await statuses()).toEqual({ first: 'superseded', taken: 'retracted', last: 'current' });
  });

  test('has a figure withdrawn that was given again only later', async () => {
    await tell(
      issued('first', 3_000, on('2024-10-01')),
      revised('withdrawn', 'first', 0, { cause: 'withdrawn', ...on('2024-10-02') }),
      revised('again', 'withdrawn', 3_000, on('2024-10-20')),
    );
    const { estimates } = await documentThen();
    expect(estimates.map(({ id, status }) => [id, status])).toEqual([
      ['withdrawn', 'withdrawn'],
      ['first', 'superseded'],
    ]);
  });
});
