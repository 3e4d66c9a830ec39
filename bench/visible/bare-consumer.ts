import kafkajs from 'kafkajs';
import { openPool } from '#postgres';
import { tell } from '../tell.js';
import { bareChannel, bareTopic } from './bare-names.js';

// The far end of the bare pipe: each batch is one upsert, committed with the notification of its last offset. It
// keeps no place: what is lost or repeated when it dies is not its matter.
const brokers = (process.env['BROKERS'] ?? '').split(',');
const url = process.env['DATABASE_URL'] ?? '';
const pool = openPool({ url, schema: 'public', applicationName: 'bench bare consumer', max: 1 });
const kafka = new kafkajs.Kafka({ clientId: 'bench-bare-consumer', brokers, logLevel: kafkajs.logLevel.NOTHING });
const consumer = kafka.consumer({ groupId: 'bench-bare', allowAutoTopicCreation: false });

consumer.on(consumer.events.GROUP_JOIN, () =>
  tell(JSON.stringify({ url: `kafka://${brokers[0] ?? ''}/${bareTopic}` })),
);
await consumer.connect();
await consumer.subscribe({ topic: bareTopic, fromBeginning: true });
await consumer.run({
  autoCommit: false,
  eachBatch: async (payload) => {
    const { batch } = payload;
    const header = (name: string) => batch.messages.map(({ headers }) => headers?.[name]?.toString());
    await pool.query({
      name: 'upsert',
      text: `with written as (
          insert into view_row (story, id, doc) select * from unnest($1::text[], $2::text[], $3::jsonb[])
          on conflict (story, id) do update set doc = excluded.doc
        )
        select pg_notify($4::text, $5::text)`,
      values: [
        header('story'),
        header('id'),
        batch.messages.map(({ value }) => value?.toString()),
        bareChannel,
        batch.lastOffset(),
      ],
    });
    await payload.heartbeat();
  },
});
