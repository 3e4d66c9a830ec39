import fc from 'fast-check';
import type pg from 'pg';
import { canonicalJson } from '#events';
import { foldHistory, readHistory } from '#views';
import { cuts, histories, historyStories } from '../parts/drawn-histories.js';
import { makeDatabase } from '../parts/make-database.js';
import { batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';

const plain = (value: unknown) => JSON.parse(canonicalJson(JSON.parse(JSON.stringify(value)))) as unknown;

describe('the history of a story', () => {
  let pool: pg.Pool;

  beforeAll(async () => {
    pool = openViews((await makeDatabase(testPostgres())).owner);
  }, 60_000);

  afterAll(() => pool.end());

  test('folded of its events alone is what is read from the views', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts, async (told, ends) => {
        const events = recorded(told);
        await emptyViews(pool);
        for (const batch of batchesOf(events, ends)) await write(pool, batch);
        for (const story of historyStories) {
          const { history } = await readHistory(pool, story, 1_000);
          const own = events.filter((event) => event.story === story);
          expect(plain(await foldHistory(story, own))).toEqual(plain(history));
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
