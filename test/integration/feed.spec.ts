import { pino } from 'pino';
import type { StoredEvent } from '#events';
import { listParked, readGenerations } from '#views';
import { Feed } from '../../apps/projector/src/feed.js';
import { opened, recordedBatches, retitled } from '../../libs/views/src/stored-examples.js';
import { build, compare, makeViews } from '../parts/generations-desk.js';
import type { Views } from '../parts/generations-desk.js';
import { testPostgres } from '../parts/services.js';

const logger = pino({ enabled: false });

describe('what a projector feeds', () => {
  let views: Views;

  beforeEach(async () => {
    views = await makeViews(testPostgres());
  }, 60_000);

  afterEach(() => views.close());

  const open = async () => {
    const { database, poolOf } = views;
    return Feed.open({ schema: database.schema, poolOf, logger }, await readGenerations(poolOf('blue')));
  };
  const parked = async () =>
    (await listParked(views.poolOf('blue'))).parked.map(({ story, position, reason }) => [story, position, reason]);
  const batches = (more: Partial<StoredEvent>) => {
    const [begin = [], next = []] = recordedBatches([
      [opened('o'), { ...opened('p'), story: 'floods' }, { ...opened('q'), story: 'fires' }],
      [retitled('t', 'Again'), { ...retitled('u', 'Floods in May'), story: 'floods' }],
    ]);
    const other = begin.map((event) => ({ ...event, commit: event.position }));
    return [other, next.map((event, at) => ({ ...event, commit: event.position, ...(at === 0 ? more : {}) }))] as const;
  };

  test.each([
    ['no JSON', 'unreadable-data', '{"title":'],
    ['bytes that no text of PostgreSQL holds', 'unreadable-data', '{"title":"\u0000"}'],
    ['no object', 'unreadable-data', '7'],
    ['what no row holds', 'unwritable', '{"title":"\\u0000"}'],
  ])(
    'goes on around %s, in both generations',
    async (_what, reason, data) => {
      const [first, second] = batches({ data });
      await (await open()).write(first, 'epoch');
      const built = await build(views);
      await (await open()).write(second, 'epoch');
      expect(await parked()).toEqual([['troops', 4, reason]]);
      const { rows } = await views
        .poolOf('blue')
        .query(
          `select doc ->> 'title' as title from view_row where story = 'floods' and kind = 'header' and upper_inf(known)`,
        );
      expect(rows).toEqual([{ title: 'Floods in May' }]);
      expect(await compare(views, built)).toEqual({ drift: [], count: 0 });
    },
    30_000,
  );
});
