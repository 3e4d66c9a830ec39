import fc from 'fast-check';
import type pg from 'pg';
import { readSample } from '#apps/cli';
import { canonicalJson, eventId, position, storyId, version } from '#events';
import type { Json, StoredEvent } from '#events';
import { step } from '../../libs/story/src/story-histories.js';
import { beginning, eventsOf } from '../../libs/story/src/story-steps.js';
import { makeDatabase } from '../parts/make-database.js';
import { batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';

const histories = fc.array(
  fc
    .array(step, { minLength: 10, maxLength: 24, size: 'max' })
    .map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]),
  { minLength: 2, maxLength: 2 },
);
const cuts = (often: number) =>
  fc.array(
    fc.nat(often).map((lot) => lot === 0),
    { minLength: 60, maxLength: 60 },
  );

interface Sent {
  readonly id: string;
  readonly type: StoredEvent['type'];
  readonly publishedAt?: string;
  readonly data: Json;
}

/** The sample story as it would stand in the ledger behind other events. */
async function sampleBehind(events: readonly StoredEvent[]): Promise<StoredEvent[]> {
  const { story, batches } = await readSample();
  return (batches.flat() as unknown as readonly Sent[]).map(({ id, type, publishedAt, data }, at) => {
    const place = position(events.length + at + 1);
    return {
      position: place,
      story: storyId(story),
      version: version(at + 1),
      id: eventId(id),
      commit: place,
      type,
      schemaVersion: 1,
      recordedAt: `2024-10-28T21:06:00.${String(place).padStart(6, '0')}Z`,
      recordedBy: 'key-1',
      ...(publishedAt === undefined ? {} : { publishedAt }),
      data: canonicalJson(data),
      salt: '00'.repeat(16),
    };
  });
}

/** Of one story as of a position: every format, and the parts that are in an order. */
const pathsAt = (story: string, at: number): string[] => [
  ...['', '.json', '.csv', '.atom', '.jsonld', '.ninjs'].map((suffix) => `${story}${suffix}?asOf=${at}`),
  ...['timeline', 'claims', 'estimates', 'statements', 'corrections', 'sources'].map(
    (part) => `${story}/${part}?asOf=${at}`,
  ),
  `${story}/timeline?order=latest&asOf=${at}`,
  `${story}?until=2024-10-28&asOf=${at}`,
  `${story}/claims?until=2024-10-28&asOf=${at}`,
  `${story}/changes?to=${at}`,
  `${story}/changes?from=${Math.floor(at / 2)}&to=${at}`,
  `${story}/replay?from=${Math.floor(at / 2)}&to=${at}`,
];

describe('views that are lost and folded again', () => {
  let pool: pg.Pool;
  let reader: RunningService;

  beforeAll(async () => {
    const database = await makeDatabase(testPostgres());
    pool = openViews(database.owner);
    reader = await startService('reader', { VIEWS_DATABASE_URL: database.urlOf('reader') });
  }, 60_000);

  afterAll(async () => {
    await reader.kill('SIGTERM');
    await pool.end();
  });

  async function fold(batches: readonly (readonly StoredEvent[])[]): Promise<void> {
    await emptyViews(pool);
    for (const batch of batches) await write(pool, batch);
  }

  async function answers(paths: readonly string[]): Promise<Record<string, string>> {
    const bodies: Record<string, string> = {};
    for (const path of paths) {
      const response = await fetch(`${reader.url}/v1/stories/${path}`);
      const body = await response.text();
      expect([path, response.status, response.status === 200 ? '' : body]).toEqual([path, 200, '']);
      // When readers could first see it is the one thing that a fold cannot tell again.
      bodies[path] = body.replace(/"visibleAt":"[^"]*"/, '"visibleAt":""');
    }
    return bodies;
  }

  test('answer every question as before, to the byte, however they are batched', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts(2), cuts(20), fc.nat(99), async (told, small, large, lot) => {
        const random = recorded(told);
        const sample = await sampleBehind(random);
        const events = [...random, ...sample];
        const stories = [...new Set(events.map(({ story }) => story))];
        const paths = stories.flatMap((story) => {
          const own = events.filter((event) => event.story === story);
          const places = [own[2], own[lot % own.length], own.at(-1), events.at(-1)];
          return [
            ...places.flatMap((place) => pathsAt(story, place?.position ?? 0)),
            ...own.filter((_, at) => at % 5 === lot % 5).map(({ id }) => `${story}/facts/${id}`),
            story,
            `${story}.csv`,
            `${story}/timemap`,
            `${story}/events`,
          ];
        });
        await fold(batchesOf(events, small));
        const before = await answers([...new Set(paths)]);
        await fold(batchesOf(events, large));
        expect(await answers([...new Set(paths)])).toEqual(before);
        await fold([events]);
        expect(await answers([...new Set(paths)])).toEqual(before);
      }),
      { numRuns: 3 },
    );
  }, 60_000);
});
