import type { Position, StoredEvent } from '#events';
import { healStory, readParked } from '#views';
import { opened, recordedBatches, retitled } from '../../libs/views/src/stored-examples.js';
import { build, compare, feed, makeViews, storiesOf } from '../parts/generations-desk.js';
import type { Views } from '../parts/generations-desk.js';
import { testPostgres } from '../parts/services.js';

describe('a story that is tried again', () => {
  let views: Views;

  beforeEach(async () => {
    views = await makeViews(testPostgres());
  }, 60_000);

  afterEach(() => views.close());

  /** As if a later version knew the event. */
  const learn = (at: number) =>
    views.poolOf('blue').query(`update log set schema_version = 1 where position = $1::bigint`, [at]);
  const ofLater = (event: StoredEvent): StoredEvent => ({ ...event, schemaVersion: 9 });
  const shownTitle = async () => {
    const { rows } = await views
      .poolOf('blue')
      .query<{ title: string }>(
        `select doc ->> 'title' as title from view_row where kind = 'header' and upper_inf(known)`,
      );
    return rows[0]?.title;
  };

  test('is shown up to what PostgreSQL cannot hold, and is parked from there on for that', async () => {
    const titles = [
      retitled('t1', 'First'),
      retitled('t2', 'Second'),
      retitled('t3', 'Nul \u0000'),
      retitled('t4', 'Last'),
    ];
    const batches = recordedBatches([[opened('o')], ...titles.map((one) => [one])]);
    for (const [at, batch] of batches.entries()) await feed(views, at === 1 ? batch.map(ofLater) : batch);
    await learn(2);
    const still = await healStory(views.poolOf('blue'), 'troops');
    expect(still).toMatchObject({ position: 4, event: 4, reason: 'unwritable' });
    expect(still?.detail).toMatch(/position 4 .* cannot be written/);
    expect(await shownTitle()).toBe('Second');
    expect((await readParked(views.poolOf('blue'))).get('troops')).toEqual(still);
    expect(await compare(views, await build(views))).toEqual({ drift: [], count: 0 });
    // Tried again, it is where it was.
    expect(await healStory(views.poolOf('blue'), 'troops')).toMatchObject({ position: 4, reason: 'unwritable' });
  }, 30_000);

  test('says what a rebuild says, however much was held back, in publishes of several events', async () => {
    const inThrees = storiesOf([4_300]).map((batch) =>
      batch.map((event) => ({ ...event, commit: Math.min(Math.ceil(event.position / 3) * 3, 4_300) as Position })),
    );
    const all = inThrees.flat();
    for (let at = 0; at < all.length; at += 300) {
      await feed(
        views,
        all.slice(at, at + 300).map((event) => (event.position === 8 ? ofLater(event) : event)),
      );
    }
    expect((await readParked(views.poolOf('blue'))).get('story-0')).toMatchObject({ position: 7, event: 8 });
    await learn(8);
    expect(await healStory(views.poolOf('blue'), 'story-0')).toBeUndefined();
    expect((await readParked(views.poolOf('blue'))).size).toBe(0);
    expect(await compare(views, await build(views))).toEqual({ drift: [], count: 0 });
  }, 60_000);
});
