import { connect } from 'node:net';
import type pg from 'pg';
import { corrected, opened, recordedBatches, retitled, stated } from '../../libs/views/src/stored-examples.js';
import type { Sent } from '../../libs/views/src/stored-examples.js';
import { makeDatabase } from '../parts/make-database.js';
import { idsOf, openStream } from '../parts/open-stream.js';
import type { Message, OpenStream } from '../parts/open-stream.js';
import { testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';
import { emptyViews, openViews, write } from '../parts/views-database.js';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const isAt = (position: number) => (message: Message) => Number(message.id) >= position;

/** Two stories in turn, each event a batch; every fifth is what the Pentagon says, and every tenth is corrected. */
function sentTo(count: number): Sent[][] {
  const of = (at: number): Sent => {
    if (at % 10 === 0) return corrected(`c${at}`, `s${at - 5}`, { proposition: `Mended ${at}` });
    return at % 5 === 0 ? stated(`s${at}`) : retitled(`t${at}`, `Title ${at}`);
  };
  const storyOf = (at: number) => (at % 10 < 5 ? { story: 'other' } : {});
  const rest = range(3, count).map((at) => [{ ...of(at), ...(at % 10 === 0 ? {} : storyOf(at)) }]);
  return [[opened('o')], [{ ...opened('p'), story: 'other' }], ...rest];
}

describe('streams of the record', () => {
  let pool: pg.Pool;
  let urlOf: (service: string) => string;
  let reader: RunningService;
  const streams: OpenStream[] = [];

  beforeAll(async () => {
    const made = await makeDatabase(testPostgres());
    urlOf = (service) => made.urlOf(service as 'reader');
    pool = openViews(made.owner);
    reader = await startService('reader', { DATABASE_URL: urlOf('reader') });
  }, 60_000);

  beforeEach(async () => {
    await emptyViews(pool);
    await until('the reader has seen it', async () => (await open('')).headers['newsledger-position'] === '0');
  });

  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });

  afterAll(async () => {
    await reader.kill('SIGTERM');
    await pool.end();
  });

  const open = async (query: string, headers: Record<string, string> = {}, service = reader) => {
    const stream = await openStream(`${service.url}/v1/stream?${query}`, headers);
    streams.push(stream);
    return stream;
  };

  const writeAll = async (batches: ReturnType<typeof recordedBatches>) => {
    for (const batch of batches) await write(pool, batch);
  };

  test('come in order, each position once, from the past into what is published meanwhile', async () => {
    const batches = recordedBatches(sentTo(200));
    await writeAll(batches.slice(0, 100));
    await until('the reader is there', async () => (await open('after=100')).status === 200);
    const opening = Promise.all(
      ['after=0', 'after=50', 'after=-20', 'since=2024-10-28T21:05:00Z'].map((query) => open(query)),
    );
    await writeAll(batches.slice(100));
    const all = await opening;
    for (const stream of all) await stream.awaitLast(isAt(200));
    const [whole, half, last, since] = all.map(idsOf);
    expect([whole, half, since]).toEqual([range(1, 200), range(51, 200), range(1, 200)]);
    // Where it begins depends on how far the record is when it is opened: twenty before that.
    expect(last).toEqual(range(Number(all[2]?.headers['newsledger-position']) - 19, 200));
    const [first] = all[0]?.messages ?? [];
    expect(first?.event).toBe('StoryOpened');
    expect(JSON.parse(first?.data ?? '')).toMatchObject({
      specversion: '1.0',
      id: 'o',
      source: 'urn:newsledger:main:troops',
      type: 'newsledger.StoryOpened.v1',
      subject: 'troops',
      datacontenttype: 'application/json',
      position: 1,
      data: { title: 'Troops', language: 'en' },
    });
    expect(first?.data).not.toContain('salt');
  });

  test('are filtered alike while things are published and afterwards, and tell where they are', async () => {
    const sent = sentTo(120);
    const positionsOf = (passes: (one: Sent) => boolean) =>
      sent.flatMap(([one], at) => (one !== undefined && passes(one) ? [at + 1] : []));
    const storyOf = ({ story = 'troops' }: Sent) => story;
    const wanted: Record<string, number[]> = {
      'story=other': positionsOf((one) => storyOf(one) === 'other'),
      'story=troops&story=none': positionsOf((one) => storyOf(one) === 'troops'),
      'type=StoryOpened&type=FactCorrected': positionsOf(
        ({ type }) => type === 'StoryOpened' || type === 'FactCorrected',
      ),
      'type=StoryRetitled&story=other': positionsOf((one) => one.type === 'StoryRetitled' && storyOf(one) === 'other'),
      'party=us-dod': positionsOf(({ type }) => type === 'StatementIssued' || type === 'FactCorrected'),
      'party=sabrina-singh&type=StatementIssued': positionsOf(({ type }) => type === 'StatementIssued'),
      'party=nobody': [],
    };
    const live = await Promise.all(Object.keys(wanted).map((query) => open(`after=0&${query}`)));
    await writeAll(recordedBatches(sent));
    const late = await Promise.all(Object.keys(wanted).map((query) => open(`after=0&${query}`)));
    for (const stream of [...live, ...late]) await stream.awaitLast(isAt(120));
    expect(live.map(idsOf)).toEqual(Object.values(wanted));
    expect(late.map(idsOf)).toEqual(Object.values(wanted));
    const last = await open('after=-3&type=FactCorrected');
    await last.awaitLast(isAt(120));
    expect(idsOf(last)).toEqual([100, 110, 120]);
  });

  test('go on behind the last id, whatever the address says, and refuse another history', async () => {
    await writeAll(recordedBatches(sentTo(30)));
    await until('the reader is there', async () => (await open('after=30')).status === 200);
    const resumed = await open('after=3&epoch=epoch', { 'last-event-id': '27' });
    await resumed.awaitLast(isAt(30));
    expect(idsOf(resumed)).toEqual([28, 29, 30]);
    expect([resumed.headers['newsledger-position'], resumed.headers['newsledger-epoch']]).toEqual(['30', 'epoch']);
    expect((await open('after=3&epoch=another')).status).toBe(409);
  });

  test.each([
    ['after=x', {}, 'invalid-query'],
    ['after=-0', {}, 'invalid-query'],
    ['after=1&since=2024-10-28T21:05:00Z', {}, 'invalid-query'],
    ['since=2999-01-01T00:00:00Z', {}, 'invalid-query'],
    ['as=rows', {}, 'invalid-query'],
    ['as=changes', {}, 'invalid-query'],
    ['as=changes&story=a&type=StoryOpened', {}, 'invalid-query'],
    ['story=Not%20a%20story', {}, 'invalid-query'],
    ['type=Nothing', {}, 'invalid-query'],
    ['party=a%00b', {}, 'invalid-query'],
    ['nothing=1', {}, 'invalid-query'],
    ['after=1&after=2', {}, 'invalid-query'],
    [
      range(0, 200)
        .map((at) => `story=s${at}`)
        .join('&'),
      {},
      'invalid-query',
    ],
    ['', { 'last-event-id': 'x' }, 'invalid-header'],
  ])('are refused, by name, for %s %j', async (query, headers, code) => {
    const answer = await open(query, headers);
    await until('the answer is whole', () => answer.ended());
    expect([answer.status, (JSON.parse(answer.text()) as { code: string }).code]).toEqual([400, code]);
  });

  test('wait where a position is missing, say so, and go on when it is there', async () => {
    const batches = recordedBatches(sentTo(40));
    await writeAll(batches.slice(0, 20));
    const take = async (position: number) => {
      const { rows } = await pool.query<{ row: object }>(
        `with gone as (delete from log where position = $1::bigint returning *) select to_jsonb(gone) as row from gone`,
        [position],
      );
      return async (at: number) =>
        pool.query(`insert into log select * from jsonb_populate_record(null::log, $1::jsonb)`, [
          { ...rows[0]?.row, position: at },
        ]);
    };
    const give = await take(11);
    const own = await startService('reader', { DATABASE_URL: urlOf('reader') });
    const queries = ['after=0', 'after=0&type=StoryRetitled&type=StatementIssued', 'after=0&story=troops&story=other'];
    const waiting = await Promise.all(queries.map((query) => open(query, {}, own)));
    const areTold = (position: number) =>
      until('they are told', () =>
        waiting.every(({ comments }) => comments.includes(`waiting for position ${position}`)),
      );
    await areTold(11);
    expect(waiting.map((stream) => Math.max(...idsOf(stream)))).toEqual([10, 9, 10]);
    await give(11);
    for (const stream of waiting) await stream.awaitLast(isAt(20));
    expect(idsOf(waiting[0] as OpenStream)).toEqual(range(1, 20));

    // The same live: something stands behind the end of the record.
    const giveAgain = await take(20);
    await giveAgain(23);
    await areTold(21);
    await take(23);
    await giveAgain(20);
    await writeAll(batches.slice(20));
    for (const stream of waiting) await stream.awaitLast(isAt(40));
    expect(idsOf(waiting[0] as OpenStream)).toEqual(range(1, 40));
    await own.kill('SIGTERM');
  });

  test('cut off who does not read, keep little for it, and lose nothing of what it comes again for', async () => {
    const large = range(2, 400).map((at) => [stated(`s${at}`, { proposition: `${at} ${'x'.repeat(40_000)}` })]);
    await write(pool, recordedBatches([[opened('o')]]).flat());
    await until('the reader is there', async () => (await open('after=1')).status === 200);
    const paused = await open('after=0');
    await paused.awaitLast(isAt(1));
    paused.pause();
    const other = await open('after=0');
    await writeAll(recordedBatches([[opened('o')], ...large]).slice(1));
    await other.awaitLast(isAt(400));
    expect(idsOf(other)).toEqual(range(1, 400));
    await until('it is cut off', () => reader.log().includes('a stream was cut off'));
    paused.resume();
    await until('it has ended', () => paused.ended());
    const resumed = await open('after=0', { 'last-event-id': paused.lastId() ?? '' });
    await resumed.awaitLast(isAt(400));
    expect([...idsOf(paused), ...idsOf(resumed)]).toEqual(range(1, 400));
  });

  test('end when the views are begun anew, and when the reader stops, in good order', async () => {
    await writeAll(recordedBatches(sentTo(10)));
    const own = await startService('reader', { DATABASE_URL: urlOf('reader') });
    const before = await open('after=0', {}, own);
    await before.awaitLast(isAt(10));
    await emptyViews(pool);
    await until('it has ended', () => before.ended());
    const empty = await open('after=0', {}, own);
    await write(pool, recordedBatches([[opened('o')]]).flat());
    await empty.awaitLast(isAt(1));
    await own.kill('SIGTERM');
    expect([before.ended(), empty.ended(), await own.exited]).toEqual(['in order', 'in order', 0]);
  });

  test('that wait for a position of a record that has not begun go on behind it when it has', async () => {
    // A database in which there has never been anything, not even a history.
    const made = await makeDatabase(testPostgres());
    const views = openViews(made.owner);
    const own = await startService('reader', { DATABASE_URL: made.urlOf('reader') });
    const opening = Promise.all([open('after=3', {}, own), open('after=0', {}, own)]);
    const batches = recordedBatches([[opened('o'), retitled('a', 'A'), retitled('b', 'B')], [retitled('c', 'C')]]);
    for (const batch of batches.slice(0, 1)) await write(views, batch);
    const waited = await opening;
    for (const batch of batches.slice(1)) await write(views, batch);
    for (const stream of waited) await stream.awaitLast(isAt(4));
    expect(waited.map(idsOf)).toEqual([[4], [1, 2, 3, 4]]);
    expect(waited.map(({ ended }) => ended())).toEqual([undefined, undefined]);
    await own.kill('SIGTERM');
    await views.end();
  });

  test('that were asked for in a row on one connection give their places back when it ends', async () => {
    const own = await startService('reader', { DATABASE_URL: urlOf('reader') });
    const openNow = async () =>
      Number(/^newsledger_streams_open (\d+)$/m.exec(await (await fetch(`${own.url}/metrics`)).text())?.[1]);
    const socket = connect(own.port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    socket.write('GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20));
    await until('some are open', async () => (await openNow()) > 0);
    socket.destroy();
    await until('none is', async () => (await openNow()) === 0);
    await own.kill('SIGTERM');
  });

  test('are as many for a client, and in all, as the settings say', async () => {
    const own = await startService('reader', {
      DATABASE_URL: urlOf('reader'),
      NEWSLEDGER_STREAMS: '4',
      NEWSLEDGER_STREAMS_PER_CLIENT: '3',
    });
    const held = await Promise.all(range(1, 3).map(() => open('', {}, own)));
    const refusal = await open('', {}, own);
    expect([...held, refusal].map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(refusal.headers['retry-after']).toBe('10');
    const metrics = await (await fetch(`${own.url}/metrics`)).text();
    expect(metrics).toMatch(/^newsledger_streams_open 3$/m);
    expect(metrics).toMatch(/^newsledger_ready\{service="reader"\} 1$/m);
    held[0]?.close();
    await until('its place is free', async () => (await open('', {}, own)).status === 200);
    await own.kill('SIGTERM');
  });
});
