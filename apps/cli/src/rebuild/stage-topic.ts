import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { StoppingError } from '#errors';
import type { EventLog, StoredEvent } from '#events';
import { eventColumns, eventOf, lineOf } from '#views';
import type { BuildReport, Drift, EventRow, StorySource } from '#views';

const columns =
  'position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, published_at, correlation_id, causation_id, actor, data';

/** Reads the topic from its first record up to the head of the views, into a table of this session. */
export async function stageTopic(
  client: pg.PoolClient,
  log: EventLog,
  { head, epoch }: { readonly head: number; readonly epoch: string | undefined },
  report: BuildReport,
): Promise<StorySource> {
  await client.query(
    `create temporary table staged (like log); alter table staged alter column visible_at drop not null, alter column is_json set default true`,
  );
  const done = new AbortController();
  const signal = report.signal === undefined ? done.signal : AbortSignal.any([done.signal, report.signal]);
  let place = 0;
  if (head > 0) {
    await log.follow(0, {
      signal,
      onEvents: async (events, found) => {
        if (epoch !== undefined && found !== epoch) {
          throw new StoppingError(`The topic holds history ${found}, and the views were folded from history ${epoch}.`);
        }
        const next = events.filter(({ position }) => position > place && position <= head);
        if (next.length > 0) await copy(client, next);
        place = next.at(-1)?.position ?? place;
        report.onProgress({ phase: 'reading the topic', done: place, total: head });
        if (place >= head) done.abort();
      },
    });
    report.signal?.throwIfAborted();
  }
  await client.query(`create index on staged (story, position); create index on staged (position); analyze staged`);
  return sourceOf(client);
}

/** Where the topic and the log of the views differ: each position with the fields. */
export async function compareStaged(client: pg.PoolClient, head: number): Promise<readonly Drift[]> {
  const { rows } = await client.query<{ position: number; story: string; field: string; topic: unknown; log: unknown }>(
    `select position, coalesce(t.story, l.story) as story, field.key as field, t.doc -> field.key as topic, l.doc -> field.key as log
     from (select position, story, to_jsonb(s) - 'visible_at' - 'is_json' as doc from staged s) t
     full join (select position, story, to_jsonb(l) - 'visible_at' - 'is_json' as doc from log l where position <= $1::bigint) l using (position)
     cross join lateral jsonb_object_keys(coalesce(t.doc, l.doc)) as field (key)
     where t.doc -> field.key is distinct from l.doc -> field.key
     order by position, field limit 1000`,
    [head],
  );
  return rows.map(({ position, story, field, topic, log }) => {
    return { view: 'topic', story, row: String(position), field: `/${field}`, shown: log, built: topic };
  });
}

function sourceOf(client: pg.PoolClient): StorySource {
  const read = async (where: string, order: string, values: readonly unknown[]) => {
    const { rows } = await client.query<EventRow>({
      text: `select ${eventColumns} from staged l where ${where} order by ${order} limit 1000`,
      values: [...values],
      rowMode: 'array',
    });
    return rows.map(eventOf);
  };
  return {
    name: 'kafka',
    page: ({ story, position }, to) =>
      read('(l.story, l.position) > ($1::text, $2::bigint) and l.position <= $3::bigint', 'l.story, l.position', [
        story,
        position,
        to,
      ]),
  };
}

async function copy(client: pg.PoolClient, events: readonly StoredEvent[]): Promise<void> {
  const lines = events.map((event) =>
    lineOf(
      ...[event.position, event.commit, event.recordedAt, event.version, event.schemaVersion, event.story, event.id],
      ...[event.type, event.recordedBy, event.publishedAt, event.correlationId, event.causationId, event.actor],
      event.data,
    ),
  );
  await pipeline(
    Readable.from([Buffer.from(lines.join(''))]),
    client.query(copyFrom(`copy staged (${columns}) from stdin`)),
  );
}
