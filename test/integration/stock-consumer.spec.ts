import kafkajs from 'kafkajs';
import { publishSample, readSample } from '#apps/cli';
import { makeDatabase } from '../parts/make-database.js';
import type { TestDatabase } from '../parts/make-database.js';
import { closed, corrected, opened, reopened, stated, titled } from '../parts/events.js';
import { describeWithKafka, testBrokers, testPostgres } from '../parts/services.js';
import { findPort, startService } from '../parts/start-service.js';
import type { RunningService } from '../parts/start-service.js';
import { StockConsumer } from '../parts/stock-consumer.js';
import type { ConsumedEvent } from '../parts/stock-consumer.js';
import { until } from '../parts/until.js';
import { readTopic } from '../soak/read-topic.js';

type Answered = Readonly<Record<string, unknown>>;

/** What the API calls the attributes; those that it tells elsewhere, or not, are left out. */
const names: Readonly<Record<string, readonly [string, (text: string) => unknown]>> = {
  position: ['position', Number],
  subject: ['story', String],
  version: ['version', Number],
  id: ['id', String],
  commit: ['commit', Number],
  type: ['type', (type) => type.split('.')[1]],
  schemaversion: ['schemaVersion', Number],
  time: ['recordedAt', String],
  recordedby: ['recordedBy', String],
  publishedat: ['publishedAt', String],
  actor: ['actor', String],
  correlationid: ['correlationId', String],
  causationid: ['causationId', String],
};

const asAnswered = ({ attributes, data }: ConsumedEvent): Answered => ({
  ...Object.fromEntries(
    Object.entries(attributes).flatMap(([attribute, text]) => {
      const named = names[attribute];
      return named === undefined ? [] : [[named[0], named[1](text)]];
    }),
  ),
  data: JSON.parse(data) as object,
});

/** RFC 8785, once more: names in the order of their UTF-16, no spaces. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

describeWithKafka('a stock Kafka client that knows CloudEvents and the AsyncAPI document', () => {
  let database: TestDatabase;
  let publisher: RunningService;
  let reader: RunningService;
  let startRelay: () => Promise<RunningService>;
  let relay: RunningService;
  const others: RunningService[] = [];

  beforeAll(async () => {
    database = await makeDatabase(testPostgres());
    const port = await findPort();
    const shared = {
      KAFKA_BROKERS: testBrokers(),
      NEWSLEDGER_TOPIC: database.name,
      NEWSLEDGER_PUBLIC_URL: `http://127.0.0.1:${port}`,
    };
    const start = (name: 'publisher' | 'relay' | 'projector' | 'reader', options: object = {}) =>
      startService(name, { DATABASE_URL: database.urlOf(name), ...shared }, { awaitReady: false, ...options });
    startRelay = () => start('relay');
    const [projector, ...rest] = await Promise.all([start('projector'), start('publisher'), start('reader', { port })]);
    [publisher, reader] = rest;
    others.push(projector, publisher, reader);
    relay = await startRelay();
  }, 60_000);

  afterAll(() => Promise.all([...others, relay].map((service) => service.kill('SIGTERM'))));

  const send = async (story: string, events: readonly object[]): Promise<number> => {
    const answer = await fetch(`${publisher.url}/v1/stories/${story}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${database.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events, correlationId: 'c-1', causationId: 'c-0' }),
    });
    const { position, detail } = (await answer.json()) as { readonly position: number; readonly detail?: string };
    expect([answer.status, detail]).toEqual([201, undefined]);
    return position;
  };

  const readRecord = async (): Promise<Answered[]> => {
    const found: Answered[] = [];
    for (let query = ''; ;) {
      const answer = await fetch(`${reader.url}/v1/events?limit=20${query}`);
      const page = (await answer.json()) as { readonly events: readonly Answered[]; readonly cursor?: string };
      found.push(...page.events);
      if (page.cursor === undefined) return found;
      query = `&cursor=${encodeURIComponent(page.cursor)}`;
    }
  };

  const untilVisible = (position: number) =>
    until('it is visible', async () => (await fetch(`${reader.url}/v1/events?minPosition=${position}`)).ok, 60_000);

  /** Puts what stands at these offsets on the topic once more. */
  const repeat = async (topic: string, from: number, to: number) => {
    const kafka = new kafkajs.Kafka({ brokers: testBrokers().split(','), logLevel: kafkajs.logLevel.NOTHING });
    const producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    const sent = (await readTopic(testBrokers(), topic)).slice(from, to);
    await producer.connect();
    const messages = sent.map(({ key, value, headers = {}, timestamp }) => ({ key, value, headers, timestamp }));
    await producer.send({ topic, messages });
    await producer.disconnect();
  };

  test('has every event once, as the API answers it, whatever the topic repeats', async () => {
    const sample = await readSample();
    const { position, refusal } = await publishSample(publisher.url, database.key, sample);
    expect(refusal).toBeUndefined();
    await send('edges', [
      opened('o'),
      { id: 'link', type: 'StoryLinked', schemaVersion: 1, data: { to: 'another', relation: 'follows' } },
      stated('s', 'Quote " backslash \\ bell \u0007 bidi \u202e é 北 👩‍👩‍👧 \u2028'),
      titled('t', 'é𝄞'),
      corrected('c', 's', { proposition: 'It was mended' }),
      { ...closed('end'), publishedAt: '2024-10-28T21:05:00Z', actor: 'p' },
      reopened('again'),
    ]);
    const consumer = await StockConsumer.of(`${reader.url}/asyncapi.json`);
    expect(consumer.topic).toBe(database.name);
    await untilVisible(position + 7);

    // The last record is of an earlier position now: the relay that comes goes on from there, and repeats the rest.
    await relay.kill('SIGKILL');
    await repeat(consumer.topic, 5, 30);
    relay = await startRelay();
    const last = await send('edges', [titled('late', 'Late')]);
    await untilVisible(last);

    const { events, duplicates } = await consumer.consume(await readTopic(testBrokers(), consumer.topic));
    const answered = await readRecord();
    expect(events.map(asAnswered)).toEqual(answered);
    expect(events.map(({ data }) => data)).toEqual(answered.map(({ data }) => canonical(data)));
    expect(events).toHaveLength(last);
    expect(duplicates).toBe(25 + (position + 7 - 30));
  }, 120_000);
});
