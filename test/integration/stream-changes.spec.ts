import fc from 'fast-check';
import type pg from 'pg';
import { step } from '../../libs/story/src/story-histories.js';
import { beginning, eventsOf } from '../../libs/story/src/story-steps.js';
import { opened, recordedBatches, stated } from '../../libs/views/src/stored-examples.js';
import { readView } from '#views';
import { makeDatabase } from '../parts/make-database.js';
import { openStream } from '../parts/open-stream.js';
import type { Message, OpenStream } from '../parts/open-stream.js';
import { batchesOf, recorded } from '../parts/recorded-histories.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';

const histories = fc.array(
  fc.array(step, { maxLength: 16, size: 'max' }).map((steps) => [...beginning, ...eventsOf(steps, beginning, 'h')]),
  { minLength: 2, maxLength: 2 },
);
const cuts = fc.array(fc.boolean(), { minLength: 50, maxLength: 50 });

interface Sent {
  readonly story: string;
  readonly position: number;
  readonly version: number;
  readonly rows?: readonly { readonly kind: string; readonly key: string; readonly doc: object }[];
  readonly ended?: readonly { readonly kind: string; readonly key: string }[];
  readonly begun?: readonly { readonly kind: string; readonly key: string; readonly doc: object }[];
}

type Copy = Map<string, object>;

/** What a dashboard does with the messages; each state that a story comes to is handed over. */
function keepCopies(messages: readonly Message[], check: (sent: Sent, copy: Copy) => void): void {
  const copies = new Map<string, Copy>();
  for (const { event, data } of messages) {
    if (event === 'position') continue;
    const sent = JSON.parse(data ?? '') as Sent;
    const copy =
      event === 'snapshot' ? new Map<string, object>() : (copies.get(sent.story) ?? new Map<string, object>());
    for (const { kind, key } of sent.ended ?? []) copy.delete(`${kind} ${key}`);
    for (const { kind, key, doc } of sent.rows ?? sent.begun ?? []) copy.set(`${kind} ${key}`, doc);
    copies.set(sent.story, copy);
    check(sent, new Map(copy));
  }
}

describe('a stream of changes', () => {
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

  const open = (query: string, headers: Record<string, string> = {}) =>
    openStream(`${reader.url}/v1/stream?as=changes&${query}`, headers);

  const beginAnew = async () => {
    await emptyViews(pool);
    await until('the reader has seen it', async () => {
      const { headers, close } = await open('story=story-0');
      close();
      return headers['newsledger-position'] === '0';
    });
  };

  const isAt = (position: number) => (message: Message) => Number(message.id) >= position;

  test('keeps copies of stories that are, at every position, what the views have', async () => {
    await fc.assert(
      fc.asyncProperty(histories, cuts, fc.nat(), async (lives, ends, lot) => {
        await beginAnew();
        const events = recorded(lives);
        const batches = batchesOf(events, ends);
        const early = lot % batches.length;
        const streams: OpenStream[] = [];
        // What each must have told at the end: every position of its stories behind the place where it began.
        const wanted: number[][] = [];
        const follow = async (query: string, after: (head: number) => number = (head) => head) => {
          const stream = await open(query);
          const begin = after(Number(stream.headers['newsledger-position']));
          const stories = new URLSearchParams(query).getAll('story');
          streams.push(stream);
          wanted.push(
            events
              .filter(({ story, position }) => stories.includes(story) && position > begin)
              .map(({ position }) => position),
          );
        };
        await follow('story=story-0&story=story-1&story=none');
        for (const [at, batch] of batches.entries()) {
          await write(pool, batch);
          if (at !== early) continue;
          await follow('story=story-1');
          await follow('story=story-0&after=0', () => 0);
          await follow('story=story-1&story=story-0&after=-2', (head) => head - 2);
        }
        await follow('story=story-1&story=story-0');
        // Of one story, its last three: which stand behind what comes before them.
        const ofOne = events.filter(({ story }) => story === 'story-1').map(({ position }) => position as number);
        await follow('story=story-1&after=-3', (head) => {
          const [third = 1] = ofOne.filter((position) => position <= head).slice(-3);
          return third - 1;
        });
        for (const stream of streams) await stream.awaitLast(isAt(events.length));
        for (const stream of streams) {
          const states: [Sent, Copy][] = [];
          keepCopies(stream.messages, (sent, copy) => states.push([sent, copy]));
          for (const [{ story, position, version }, copy] of states) {
            const { view } = await readView(pool, story, position);
            expect([...copy].sort()).toEqual(
              (view?.rows ?? []).map(({ kind, key, doc }) => [`${kind} ${key}`, doc]).sort(),
            );
            expect(version).toBe(view?.version ?? 0);
          }
          stream.close();
        }
        const told = streams.map(({ messages }) =>
          messages.filter(({ event }) => event === 'change').map(({ id }) => Number(id)),
        );
        expect(told).toEqual(wanted);
        expect(wanted[0]).toHaveLength(events.length);
      }),
      { numRuns: 3, endOnFailure: true },
    );
  }, 120_000);

  test('goes on behind the last id without another snapshot, and tells each change as a reader would be told', async () => {
    await beginAnew();
    const batches = recordedBatches([[opened('o')], [stated('s1')], [stated('s2')], [stated('s3')]]);
    for (const batch of batches) await write(pool, batch);
    await until('the reader is there', async () => (await open('story=troops&after=4')).status === 200);
    const stream = await open('story=troops', { 'last-event-id': '2' });
    await stream.awaitLast(isAt(4));
    const told = await fetch(`${reader.url}/v1/stories/troops/changes?from=2&order=recorded`);
    const { changes } = (await told.json()) as { changes: object[] };
    const steps = stream.messages.filter(({ event }) => event !== 'position');
    expect(steps.map(({ event }) => event)).toEqual(['change', 'change']);
    expect(steps.map(({ data }) => (JSON.parse(data ?? '') as { change: object }).change)).toEqual(changes);
    stream.close();
  });

  test('and of events cannot be forged by what a text holds', async () => {
    await beginAnew();
    const hostile =
      'a\n\nid: 999\nevent: forged\ndata: {}\n\n\r\n\r\ndata: x\r\r \u2028\u2029\u0085\u202e\u200b\ufeff: c';
    for (const batch of recordedBatches([[opened('o', hostile)], [stated('s', { proposition: hostile })]]))
      await write(pool, batch);
    const changes = await open('story=troops&after=0');
    const events = await openStream(`${reader.url}/v1/stream?after=0`);
    for (const stream of [changes, events]) {
      await stream.awaitLast(isAt(2));
      const told = stream.messages.filter(({ event }) => event !== 'position');
      expect(told.map(({ id }) => id)).toEqual(['1', '2']);
      expect(told.map(({ data }) => JSON.stringify(JSON.parse(data ?? '')).includes(JSON.stringify(hostile)))).toEqual([
        true,
        true,
      ]);
      expect(told.some(({ data }) => /[\r\n]/.test(data ?? ''))).toBe(false);
      stream.close();
    }
  });
});
