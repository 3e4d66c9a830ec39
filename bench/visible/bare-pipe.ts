import kafkajs from 'kafkajs';
import { openPool } from '#postgres';
import { storyAt } from '../publish/publish-load.js';
import { inRepository } from '../repository.js';
import type { ReadyEstimates } from '../stage/ready-estimates.js';
import { runServer } from '../stage/run-server.js';
import type { Stage } from '../stage/stage.js';
import { bareChannel, bareTopic } from './bare-names.js';
import type { Pipe } from './product-pipe.js';
import { Sightings } from './sightings.js';

const tables = `
  create table event (
    position bigserial primary key, story text not null, id text not null, type text not null, data text not null,
    recorded_at timestamptz not null default clock_timestamp(), unique (story, id));
  create table view_row (story text not null, id text not null, doc jsonb not null, primary key (story, id));`;

/**
 * The least that could be called the same: insert and commit, send to Kafka with acks of all, consume, upsert and
 * commit. Nothing in front of it, nothing decided, no order kept, and an event is lost when it dies in between.
 */
export async function openBarePipe(
  stage: Stage,
  url: string,
  brokers: readonly string[],
  estimates: ReadyEstimates,
): Promise<Pipe> {
  const pool = openPool({ url, schema: 'public', applicationName: 'bench bare', max: 6 });
  stage.onClose(() => pool.end());
  await pool.query(tables);
  const kafka = new kafkajs.Kafka({
    clientId: 'bench-bare',
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: bareTopic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  await runServer(stage, 'the bare consumer', inRepository('dist', 'bench', 'visible', 'bare-consumer.js'), {
    DATABASE_URL: url,
    BROKERS: brokers.join(','),
  });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  stage.onClose(() => producer.disconnect());
  const sightings = await Sightings.listen(stage, url, bareChannel);

  let number = 0;
  return async () => {
    const { id, type, bytes } = estimates.take();
    number += 1;
    const story = storyAt(number);
    const { rows } = await pool.query<{ position: number; recorded_at: Date }>({
      name: 'insert',
      text: `insert into event (story, id, type, data) values ($1, $2, $3, $4) returning position, recorded_at`,
      values: [story, id, type, bytes],
    });
    const headers = {
      id,
      type,
      story,
      position: String(rows[0]?.position),
      recordedat: rows[0]?.recorded_at.toISOString() ?? '',
    };
    const [sent] = await producer.send({
      topic: bareTopic,
      acks: -1,
      messages: [{ key: story, value: bytes, headers }],
    });
    await sightings.of(Number(sent?.baseOffset));
  };
}
