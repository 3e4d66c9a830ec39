import { makeDatabase } from '../parts/make-database.js';
import { opened } from '../parts/events.js';
import { publish } from '../parts/publish.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { until } from '../parts/until.js';

const statement = (id: string, size: number) => ({
  id,
  type: 'StatementIssued',
  data: {
    act: 'says',
    modality: 'asserted',
    proposition: 'x'.repeat(size),
    by: { mode: 'narrator' },
  },
});

describeWithKafka('large events', () => {
  let services: RunningService[];

  afterAll(() => Promise.all(services.map((service) => service.kill('SIGTERM'))));

  test('500 events of 100 kB, and the largest legal event, go all the way', async () => {
    const database = await makeDatabase(testPostgres());
    const start = (name: 'publisher' | 'relay' | 'projector' | 'reader') =>
      startService(
        name,
        { DATABASE_URL: database.urlOf(name), KAFKA_BROKERS: testBrokers(), NEWSLEDGER_TOPIC: database.name },
        { awaitReady: false },
      );
    services = await Promise.all([start('publisher'), start('reader'), start('relay'), start('projector')]);
    const [publisher, reader] = services as [RunningService, RunningService];
    const send = (story: string, events: readonly object[]) =>
      publish({ url: publisher.url, key: database.key, story, events });
    await send('large', [opened('open')]);
    const batches = Array.from({ length: 50 }, (_, batch) =>
      Array.from({ length: 10 }, (_event, at) => statement(`e${batch}-${at}`, 100_000)),
    );
    const answers = await Promise.all(
      batches.map((events) =>
        until(
          'room',
          async () => {
            const answer = await send('large', events);
            return answer.status === 503 ? undefined : answer;
          },
          60_000,
        ),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(batches.map(() => 201));
    const overhead = Buffer.byteLength(JSON.stringify(statement('e', 0).data));
    const largest = await send('large', [statement('largest', 131_072 - overhead)]);
    expect(largest.status).toBe(201);
    const more = await send('large', [statement('more', 131_073 - overhead)]);
    expect([more.status, more.body.code]).toEqual([413, 'event-too-large']);
    const { position } = largest.body;
    const event = await until(
      'the largest event is visible',
      async () => {
        const response = await fetch(`${reader.url}/v1/events?after=${position - 1}&limit=1`);
        const { events } = (await response.json()) as { events: { data: { proposition: string } }[] };
        return events[0];
      },
      60_000,
    );
    expect(event.data.proposition).toHaveLength(131_072 - overhead);
    expect(position).toBe(502);
  }, 180_000);
});
