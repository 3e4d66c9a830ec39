import { pino } from 'pino';
import { lead } from '#postgres';
import { readGenerations, showGeneration } from '#views';
import { showThisDefinition } from '../../apps/projector/src/show-this-definition.js';
import { Feed } from '../../apps/projector/src/feed.js';
import { build, feed, makeViews, storiesOf } from '../parts/generations-desk.js';
import type { Views } from '../parts/generations-desk.js';
import { testPostgres } from '../parts/services.js';

const silent = pino({ enabled: false });
const going = new AbortController().signal;

describe('a release that folds events into more', () => {
  let views: Views;

  beforeEach(async () => {
    views = await makeViews(testPostgres());
    for (const batch of storiesOf([20, 5])) await feed(views, batch);
  }, 60_000);

  afterEach(() => views.close());

  const show = (definition: number) =>
    showThisDefinition({ database: views.database, definition, signal: going, onProgress: () => undefined });

  test('leaves alone what somebody else built of it while it waited for its turn', async () => {
    const lease = await lead(views.database, 'rebuild', going, () => undefined);
    const shown = show(2);
    const built = await build(views, { definition: 2 });
    await showGeneration(views.poolOf(built.slot), built.number);
    await lease?.release();
    expect(await shown).toBe(false);
    const { rows } = await views.poolOf(built.slot).query(`select from view_row`);
    expect(rows.length).toBeGreaterThan(20);
    expect((await readGenerations(views.poolOf('blue'))).map(({ number }) => number)).toEqual([2]);
  });

  test('feeds none of another definition, so that nothing of two is ever shown as one', async () => {
    const built = await build(views, { definition: 2 });
    const place = { schema: views.database.schema, poolOf: views.poolOf, logger: silent };
    await expect(Feed.open(place, await readGenerations(views.poolOf('blue')))).rejects.toThrow(
      /Generation 2 .* definition 2, and this version folds by 1/,
    );
    // What a projector does then, which goes on with what is shown.
    expect(await show(1)).toBe(false);
    const fed = await readGenerations(views.poolOf('blue'));
    expect(fed.map(({ number }) => number)).toEqual([1]);
    await Feed.open(place, fed);
    // Whoever built it cannot show it any more.
    await expect(showGeneration(views.poolOf(built.slot), built.number)).rejects.toThrow(/not fed/);
  });

  test('ends what an earlier release would have gone back to', async () => {
    const built = await build(views, { definition: 2 });
    await showGeneration(views.poolOf(built.slot), built.number);
    expect(await show(2)).toBe(false);
    expect((await readGenerations(views.poolOf('blue'))).map(({ number }) => number)).toEqual([2]);
    await expect(show(1)).rejects.toThrow(/start the newer version/);
    // Nor does the release before, until somebody folds the views anew with it.
    const again = await build(views, { definition: 1 });
    await showGeneration(views.poolOf(again.slot), again.number);
    expect(await show(1)).toBe(false);
    expect((await readGenerations(views.poolOf('blue'))).map(({ number }) => number)).toEqual([3]);
  });
});
