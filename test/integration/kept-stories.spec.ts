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

  const readAsOf = async (position: number, headers: Record<string, string>) => {
    const answer = await fetch(`${reader.url}/v1/stories/troops?asOf=${position}`, { headers });
    const text = await answer.text();
    const { title } = (text === '' ? {} : JSON.parse(text)) as { readonly title?: string };
    const { status } = answer;
    const told = (name: string) => answer.headers.get(name) ?? '';
    return { status, title, tag: told('etag'), link: told('link'), position: told('newsledger-position') };
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

  test('is shown as of a position with links to what has come since, also to a client that has it', async () => {
    await emptyViews(pool);
    const titles = Array.from({ length: 10 }, (_, at) => `Title ${at}`);
    const batches = recordedBatches([[opened('o')], ...titles.map((title, at) => [retitled(`t${at}`, title)])]);
    let known = '';
    for (const [at, batch] of batches.entries()) {
      await write(pool, batch);
      const answers = await Promise.all(
        [1, 1, Math.ceil((at + 1) / 2), at + 1].map((position) => readAsOf(position, { 'if-none-match': known })),
      );
      const last = `</v1/stories/troops?asOf=version:${at + 1}>`;
      const shown = answers.map(({ status, title, link, position }) => [status, title, link.includes(last), position]);
      const [first, , middle] = [1, 1, Math.ceil((at + 1) / 2)].map((position) => {
        const title = position === 1 ? 'Troops' : titles[position - 2];
        return position === 1 && at > 0 ? [304, undefined, true, '1'] : [200, title, true, String(position)];
      });
      const newest = at === 0 ? first : [200, titles[at - 1], true, String(at + 1)];
      expect(shown).toEqual([first, first, middle, newest]);
      if (at === 0) known = answers[0]?.tag ?? '';
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

  test('is told as of no position that views begun anew have not reached yet', async () => {
    await emptyViews(pool);
    const batches = recordedBatches([[opened('o')], ...[1, 2, 3].map((at) => [retitled(`t${at}`, `Title ${at}`)])]);
    for (const batch of batches) await write(pool, batch);
    const parts = ['', '.csv', '/changes', '/timeline', '/statements', '/estimates/troops', '/facts/o'];
    const paths = [
      ...parts.map((part) => `stories/troops${part}?${part === '/changes' ? 'to' : 'asOf'}=4`),
      'parties/us-dod/statements?asOf=4',
    ];
    const ask = async (path: string) => {
      const answer = await fetch(`${reader.url}/v1/${path}`);
      const { status, headers } = answer;
      return [path, status, headers.get('cache-control'), /"code":"([^"]+)"/.exec(await answer.text())?.[1]];
    };
    const whole = await Promise.all(paths.map(ask));
    const kept = 'public, max-age=3600';
    expect(whole).toEqual(
      paths.map((path) =>
        path.includes('/estimates/') ? [path, 404, 'no-store', 'fact-not-found'] : [path, 200, kept, undefined],
      ),
    );
    await emptyViews(pool);
    for (const batch of batches.slice(0, 2)) await write(pool, batch);
    expect(await Promise.all(paths.map(ask))).toEqual(
      paths.map((path) => [path, 503, 'no-store', 'position-not-reached']),
    );
    await emptyViews(pool);
    expect(await Promise.all(paths.map(ask))).toEqual(
      paths.map((path) => [path, 503, 'no-store', 'position-not-reached']),
    );
  });
});
