import type { Position } from '#events';
import type { Generation } from '#views';
import { opened, recordedBatches, retitled } from '../../libs/views/src/stored-examples.js';
import { build, compare, feed, makeViews, storiesOf } from '../parts/generations-desk.js';
import type { Views } from '../parts/generations-desk.js';
import { testPostgres } from '../parts/services.js';

describe('what was changed by hand in the views that are shown', () => {
  let views: Views;
  let built: Generation;

  beforeAll(async () => {
    views = await makeViews(testPostgres());
    const [first = [], second = []] = recordedBatches([[opened('o')], [retitled('t', 'Again')]]);
    await feed(views, first);
    await feed(
      views,
      second.map((event) => ({ ...event, schemaVersion: 9 })),
    );
    const behind = storiesOf([7, 40, 1_200]).map((batch) =>
      batch.map((event) => ({
        ...event,
        position: (event.position + 2) as Position,
        commit: (event.commit + 2) as Position,
      })),
    );
    for (const batch of behind) await feed(views, batch);
    built = await build(views);
  }, 60_000);

  afterAll(() => views.close());

  test.each([
    [
      'a row that says something else',
      'rows',
      `update view_row set doc = jsonb_set(doc, '{title}', '"?"') where kind = 'header' and story = 'story-0' and upper_inf(known)`,
    ],
    ['a row that is not there', 'rows', `delete from view_row where story = 'story-0' and kind = 'story'`],
    [
      'a row too many',
      'rows',
      `insert into view_row (story, kind, key, known, doc) select story, 'claim', 'nobody', known, doc from view_row where story = 'story-0' and kind = 'story'`,
    ],
    [
      'a row of a story that is nowhere',
      'rows',
      `insert into view_row (story, kind, key, known, doc) select 'zzz', kind, key, known, doc from view_row where story = 'story-0' and kind = 'story'`,
    ],
    [
      'a row that was known earlier',
      'rows',
      `update view_row set known = int8range(lower(known) - 1, upper(known)) where story = 'story-1' and kind = 'story'`,
    ],
    [
      'a row that is known from what is not there yet',
      'rows',
      `insert into view_row (story, kind, key, known, doc) select story, 'claim', 'later', int8range(1000000, null), doc from view_row where story = 'story-0' and kind = 'story'`,
    ],
    [
      'a row that ends where nothing is yet',
      'rows',
      `update view_row set known = int8range(lower(known), 1000000) where story = 'story-1' and kind = 'header' and upper_inf(known)`,
    ],
    [
      'a row that is never known',
      'rows',
      `update view_row set known = 'empty' where story = 'story-1' and kind = 'header' and upper_inf(known)`,
    ],
    [
      'a change that is told with others',
      'changes',
      `update change set subject = '?' where story = 'story-1' and position = (select min(position) from change where story = 'story-1')`,
    ],
    ['a change that is not there', 'changes', `delete from change where position = 5`],
    [
      'a voice of another fact',
      'voices',
      `update said_by set key = '?' where position = (select min(position) from said_by)`,
    ],
    ['a voice that is not there', 'voices', `delete from said_by where position = (select min(position) from said_by)`],
    ['a parked story that is shown as whole', 'parked', `update parked set healed = 2`],
    [
      'a story that is said to be parked',
      'parked',
      `insert into parked (story, position, event, reason, detail) values ('story-0', 4, 4, 'unfoldable', '')`,
    ],
    ['a head with another version', 'heads', `update story_head set version = version + 1 where story = 'story-0'`],
    ['a head with another status', 'heads', `update story_head set status = '?' where story = 'troops'`],
    ['a head of an earlier change', 'heads', `update story_head set changed = 3 where story = 'story-1'`],
    ['a head that is not there', 'heads', `delete from story_head where story = 'story-0'`],
    [
      'a head of a story that is nowhere',
      'heads',
      `insert into story_head (story, version, changed, status) values ('zzz', 1, 4, 'open')`,
    ],
  ])('is found: %s', async (_what, view, plant) => {
    expect(await compare(views, built)).toEqual({ drift: [], count: 0 });
    const shown = await views.poolOf('blue').connect();
    try {
      await shown.query('begin');
      const { rowCount } = await shown.query(plant);
      expect(rowCount).toBeGreaterThan(0);
      const { drift } = await compare(views, built, shown);
      expect([...new Set(drift.map((one) => one.view))]).toEqual([view]);
    } finally {
      await shown.query('rollback');
      shown.release();
    }
  });
});
