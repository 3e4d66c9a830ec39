import type pg from 'pg';
import { ExportStory, ExportStoryHandler } from '../../apps/reader/src/queries/export-story.js';
import { ViewsHead } from '../../apps/reader/src/views-head.js';
import { opened, recordedBatches, retitled } from '../../libs/views/src/stored-examples.js';
import type { Settings } from '#process';
import { makeDatabase } from '../parts/make-database.js';
import { statementsOf } from '../parts/read-plan.js';
import { testPostgres } from '../parts/services.js';
import { openViews, write } from '../parts/views-database.js';

describe('a file that many ask for at once', () => {
  let pool: pg.Pool;
  let owner: string;

  beforeAll(async () => {
    ({ owner } = await makeDatabase(testPostgres()));
    pool = openViews(owner);
    for (const batch of recordedBatches([[opened('o')], [retitled('t', 'Troops again')]])) await write(pool, batch);
  }, 60_000);

  afterAll(() => pool.end());

  const nothing = { epoch: undefined, minPosition: undefined };

  test('is made once for all who ask for the same', async () => {
    const settings = { ledger: 'ledger', publicUrl: 'https://news.example' } as Settings;
    const asOf = { ...nothing, moment: { by: 'position', position: 1 } } as const;
    let bodies: readonly unknown[] = [];
    const statements = await statementsOf(pool, async (listening) => {
      const views = { current: () => Promise.resolve(listening), log: listening, state: '', parked: new Map() };
      const handler = new ExportStoryHandler(
        views,
        new ViewsHead(views, { url: owner, schema: 'none', applicationName: 'test' }),
        settings,
      );
      const asked = [
        ...Array.from({ length: 30 }, () => new ExportStory('troops', 'csv', nothing)),
        ...Array.from({ length: 30 }, () => new ExportStory('troops', 'csv', asOf)),
      ];
      bodies = (await Promise.all(asked.map((one) => handler.execute(one)))).map(({ body }) => body);
    });
    expect(statements.filter(({ name }) => name === 'read_view').length).toBe(2);
    expect(new Set(bodies).size).toBe(2);
  });
});
