import fc from 'fast-check';
import type pg from 'pg';
import { readView } from '#views';
import { opened, recordedBatches, stated } from '../../libs/views/src/stored-examples.js';
import { cuts, histories, historyStories as stories } from '../parts/drawn-histories.js';
import { makeDatabase } from '../parts/make-database.js';
import { batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';

interface HeldRow {
  readonly kind: string;
  readonly key: string;
  readonly doc: object;
}

interface Step {
  readonly position: number;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly recordedAt: string;
  readonly publishedAt?: string;
  readonly sentence: string;
  readonly change: { readonly change: string };
  readonly ended: readonly HeldRow[];
  readonly begun: readonly HeldRow[];
  readonly data: object;
}

interface Page {
  readonly story: string;
  readonly from: number;
  readonly to: number;
  readonly steps: readonly Step[];
  readonly cursor?: string;
  readonly code?: string;
}

type Copy = ReadonlyMap<string, object>;

const nameOf = ({ kind, key }: HeldRow) => `${kind} ${key}`;

/** The rows that steps lead to; each that ends must stand as the step says. */
function applied(rows: Copy, steps: readonly Step[]): Copy {
  const held = new Map(rows);
  for (const { ended, begun } of steps) {
    for (const row of ended) {
      expect(row.doc).toEqual(held.get(nameOf(row)));
      held.delete(nameOf(row));
    }
    for (const row of begun) {
      expect(held.has(nameOf(row))).toBe(false);
      held.set(nameOf(row), row.doc);
    }
  }
  return held;
}

describe('a replay', () => {
  let pool: pg.Pool;
  let reader: RunningService;

  beforeAll(async () => {
    const made = await makeDatabase(testPostgres());
    pool = openViews(made.owner);
    reader = await startService('reader', { DATABASE_URL: made.urlOf('reader') });
  }, 60_000);

  afterAll(async () => {
    await reader.kill('SIGTERM');
    await pool.end();
  });

  const ask = (story: string, query: string) => fetch(`${reader.url}/v1/stories/${story}/replay?${query}`);

  const askPage = async (story: string, query: string) => {
    const answer = await ask(story, query);
    return { status: answer.status, headers: answer.headers, page: (await answer.json()) as Page };
  };

  async function readAll(story: string, query: string): Promise<readonly Step[]> {
    const steps: Step[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { status, page } = await askPage(story, `${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(status).toBe(200);
      steps.push(...page.steps);
      ({ cursor } = page);
    }
    return steps;
  }

  const rowsAt = async (story: string, at: number): Promise<Copy> => {
    const rows = (await readView(pool, story, at)).view?.rows ?? [];
    return new Map(rows.map((row) => [nameOf(row), row.doc]));
  };

  test('leads, over HTTP and in pages of any length, from the rows of a story at one position to those at another', async () => {
    const spans = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 7 })), {
      minLength: 6,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(histories, cuts, spans, async (told, ends, drawn) => {
        const events = recorded(told);
        await emptyViews(pool);
        for (const batch of batchesOf(events, ends)) await write(pool, batch);
        for (const story of stories) {
          const own = events.filter((event) => event.story === story);
          const [first, last] = [own[0]?.position ?? 0, events.length];
          for (const [one, other, limit] of [[0, 0, 3] as const, ...drawn]) {
            const to = first + (other % (last - first + 1));
            const from = one % (to + 1);
            const steps = await readAll(story, `from=${from}&to=${to}&limit=${limit}`);
            const wanted = own.filter(({ position }) => position > from && position <= to);
            expect(steps.map(({ position, version, id, type }) => ({ position, version, id, type }))).toEqual(
              wanted.map(({ position, version, id, type }) => ({ position, version, id, type })),
            );
            expect(steps.map(({ data }) => data)).toEqual(wanted.map(({ data }) => JSON.parse(data) as object));
            expect(applied(await rowsAt(story, from), steps)).toEqual(await rowsAt(story, to));
          }
          expect(applied(new Map(), await readAll(story, 'limit=5'))).toEqual(await rowsAt(story, last));
        }
      }),
      { numRuns: 10, endOnFailure: true },
    );
  }, 120_000);

  describe('of a story of four events', () => {
    beforeAll(async () => {
      await emptyViews(pool);
      const batches = recordedBatches([
        [opened('o')],
        [stated('s1')],
        [stated('s2', { proposition: 'x'.repeat(1_000) })],
        [stated('s3')],
      ]);
      for (const batch of batches) await write(pool, batch);
    });

    test('tells each change with the sentence that readers are told', async () => {
      const { page, headers } = await askPage('troops', '');
      const answer = await fetch(`${reader.url}/v1/stories/troops/changes?order=recorded`);
      const { changes } = (await answer.json()) as { readonly changes: readonly Step[] };
      expect(page.steps.map(({ sentence, recordedAt }) => ({ sentence, recordedAt }))).toEqual(
        changes.map(({ sentence, recordedAt }) => ({ sentence, recordedAt })),
      );
      expect([page.story, page.from, page.to, page.cursor]).toEqual(['troops', 0, 4, undefined]);
      expect(page.steps.map(({ change }) => change.change)).toEqual(['opened', 'stated', 'stated', 'stated']);
      expect(headers.get('newsledger-position')).toBe('4');
      expect(headers.get('newsledger-epoch')).toBe('epoch');
      expect(headers.get('cache-control')).toBe('no-cache');
      const tag = headers.get('etag') ?? '';
      const again = await fetch(`${reader.url}/v1/stories/troops/replay`, { headers: { 'if-none-match': tag } });
      expect(again.status).toBe(304);
    });

    test('may be kept once its end is settled, on every page', async () => {
      const settled = await askPage('troops', 'from=version:1&to=version:3&limit=1');
      expect(settled.page.steps.map(({ id }) => id)).toEqual(['s1']);
      expect(settled.headers.get('cache-control')).toContain('max-age');
      const next = await askPage('troops', `from=version:1&limit=1&cursor=${settled.page.cursor ?? ''}`);
      expect([next.page.steps.map(({ id }) => id), next.page.to, next.page.cursor]).toEqual([['s2'], 3, undefined]);
    });

    test.each([
      ['troops', 'from=3&to=2', 400, 'invalid-query'],
      ['troops', 'order=told', 400, 'invalid-query'],
      ['troops', 'limit=0', 400, 'invalid-query'],
      ['troops', 'cursor=e30', 400, 'invalid-query'],
      ['troops', 'to=2999-01-01', 400, 'moment-in-future'],
      ['troops', 'to=version:9', 404, 'version-unknown'],
      ['troops', 'epoch=another', 409, 'epoch-differs'],
      ['nothing-here', '', 404, 'story-unknown'],
      ['Troops', '', 400, 'invalid-story-id'],
    ])('of %s with %s is refused with %i %s', async (story, query, status, code) => {
      const answer = await askPage(story, query);
      expect([answer.status, answer.page.code]).toEqual([status, code]);
    });
  });
});
