import type pg from 'pg';
import { opened, recordedBatches, retitled } from '../../libs/views/src/stored-examples.js';
import { makeDatabase } from '../parts/make-database.js';
import { idsOf, openStream } from '../parts/open-stream.js';
import type { Message, OpenStream } from '../parts/open-stream.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { openViews, write } from '../parts/views-database.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const isAt = (position: number) => (message: Message) => Number(message.id) >= position;

describe('where a stream begins', () => {
  let pool: pg.Pool;
  let reader: RunningService;
  const streams: OpenStream[] = [];

  beforeAll(async () => {
    const made = await makeDatabase(testPostgres());
    pool = openViews(made.owner);
    reader = await startService('reader', { DATABASE_URL: made.urlOf('reader') });
  }, 60_000);

  afterAll(async () => {
    for (const stream of streams) stream.close();
    await reader.kill('SIGTERM');
    await pool.end();
  });

  const open = async (query: string) => {
    const stream = await openStream(`${reader.url}/v1/stream?${query}`);
    streams.push(stream);
    return stream;
  };

  test('is a time, and then all that was recorded then or later comes, as the record tells it; or so many back', async () => {
    const sent = [
      [opened('o')],
      [{ ...opened('p'), story: 'other' }],
      ...range(3, 60).map((at) => [
        { ...retitled(`t${at}`, `Title ${at}`), ...(at % 2 === 0 ? { story: 'other' } : {}) },
      ]),
    ];
    // Three of each second, so that a time can be that of several, and lie between two.
    const batches = recordedBatches(sent).map((batch) =>
      batch.map((event) => {
        const second = String(Math.floor(event.position / 3)).padStart(2, '0');
        return { ...event, recordedAt: `2024-10-28T21:05:${second}.000000Z` };
      }),
    );
    for (const batch of batches) await write(pool, batch);
    await until('the reader is there', async () => (await open('after=60')).status === 200);
    const answer = await fetch(`${reader.url}/v1/events?limit=100`);
    const { events } = (await answer.json()) as { events: { position: number; story: string; recordedAt: string }[] };
    expect(events.map(({ position }) => position)).toEqual(range(1, 60));
    for (const [since, utc, first] of [
      ['2024-10-28T21:05:07Z', '2024-10-28T21:05:07.000000Z', 21],
      ['2024-10-28T21:05:07.000001Z', '2024-10-28T21:05:07.000001Z', 24],
      ['2024-10-28T21:05:06.999Z', '2024-10-28T21:05:06.999000Z', 21],
      ['2024-10-28T20:00:00Z', '2024-10-28T20:00:00.000000Z', 1],
      ['2024-10-28T21:06:00Z', '2024-10-28T21:06:00.000000Z', 61],
    ] as const) {
      const wanted = events.filter(({ recordedAt }) => recordedAt >= utc);
      const stream = await open(`since=${encodeURIComponent(since)}`);
      expect(stream.status).toBe(200);
      const filtered = await open(`since=${encodeURIComponent(since)}&story=other`);
      for (const one of [stream, filtered]) await until('it is at the end', () => Number(one.lastId()) >= 60);
      expect(idsOf(stream)).toEqual(wanted.map(({ position }) => position));
      expect(idsOf(stream)).toEqual(range(first, 60));
      expect(idsOf(filtered)).toEqual(wanted.filter(({ story }) => story === 'other').map(({ position }) => position));
    }
    const last = await open('after=-20');
    await last.awaitLast(isAt(60));
    expect(idsOf(last)).toEqual(range(41, 60));
  });
});
