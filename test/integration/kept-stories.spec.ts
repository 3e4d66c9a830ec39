import type pg from 'pg';
import { opened, recordedBatches, retitled } from '../../libs/views/src/stored-examples.js';
import { makeDatabase } from '../parts/make-database.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';

describe('a story that a reader has sent before', () => {
  let pool: pg.Pool;
  let reader: RunningService;

  beforeAll(async () => {
    const { owner, urlOf } = await makeDatabase(testPostgres());
    pool = openViews(owner);
    reader = await startService('reader', { DATABASE_URL: urlOf('reader') });
  }, 60_000);

  afterAll(async () => {
    await reader.kill('SIGTERM');
    await pool.end();
  });

  const read = async (headers: Record<string, string> = {}) => {
    const answer = await fetch(`${reader.url}/v1/stories/troops`, { headers });
    const text = await answer.text();
    const { title } = (text === '' ? {} : JSON.parse(text)) as { readonly title?: string };
    return { status: answer.status, title, tag: answer.headers.get('etag') ?? '' };
  };

  test('is sent as it is in the views at that moment, however soon it is asked for again', async () => {
    const titles = Array.from({ length: 20 }, (_, at) => `Title ${at}`);
    const batches = recordedBatches([[opened('o')], ...titles.map((title, at) => [retitled(`t${at}`, title)])]);
    for (const [at, batch] of batches.entries()) {
      const before = at === 0 ? undefined : await read();
      await write(pool, batch);
      const known: Record<string, string> = before === undefined ? {} : { 'if-none-match': before.tag };
      const answers = await Promise.all([read(known), read(known), read()]);
      const wanted = at === 0 ? 'Troops' : titles[at - 1];
      expect(answers.map(({ status, title }) => [status, title])).toEqual(answers.map(() => [200, wanted]));
      expect((await read({ 'if-none-match': answers[0].tag })).status).toBe(304);
    }
  });

  test('is sent anew where the views were folded again, to the same position', async () => {
    const histories = ['One', 'Another'].map((title) => recordedBatches([[opened('o'), retitled('t', title)]]));
    for (const [at, batches] of histories.entries()) {
      await emptyViews(pool);
      for (const batch of batches) await write(pool, batch);
      expect((await read()).title).toBe(['One', 'Another'][at]);
    }
  });
});
