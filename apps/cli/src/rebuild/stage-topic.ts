import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { scanTopic } from '#bus';
import type { BusOptions } from '#bus';
import { StoppingError } from '#errors';
import type { StoredEvent } from '#events';
import { eventColumns, eventOf, lineOf } from '#views';
import type { BuildReport, Comparison, Drift, EventRow, StorySource } from '#views';

const columns =
  'position, commit, recorded_at, version, schema_version, story, id, type, recorded_by, published_at, correlation_id, causation_id, actor, data';

/**
 * Reads the topic from its first record to its last, as far as the head of the views, into a table of this session. A topic
 * that was filled again repeats: the first record of a position counts.
 */
export async function stageTopic(
  client: pg.PoolClient,
  bus: BusOptions,
  { head, epoch }: { readonly head: number; readonly epoch: string | undefined },
  report: BuildReport,
): Promise<StorySource> {
  await client.query(
    `create temporary table staged (like log); alter table staged alter column visible_at drop not null, alter column is_json set default true`,
  );
  const staged = new Uint8Array(head + 1);
  let done = 0;
  const extent = await scanTopic(bus, undefined, {
    signal: report.signal,
    onRecords: async (records) => {
      const other = records.find((one) => epoch !== undefined && one.epoch !== epoch);
      if (other !== undefined) {
        throw new StoppingError(
          `The topic holds history ${other.epoch}, and the views were folded from history ${epoch}.`,
        );
      }
      const next = records.flatMap(({ event }) => {
        if (event.position > head || staged[event.position] === 1) return [];
        staged[event.position] = 1;
        return [event];
      });
      if (next.length > 0) await copy(client, next);
      done += next.length;
      report.onProgress({ phase: 'reading the topic', done, total: head });
    },
  });
  report.signal?.throwIfAborted();
  if (extent === undefined) throw new StoppingError(`There is no topic ${bus.topic}.`);
  await client.query(`create index on staged (story, position); create index on staged (position); analyze staged`);
  return sourceOf(client);
}

interface DifferentField {
  readonly position: number;
  readonly story: string;
  readonly field: string;
  readonly topic: unknown;
  readonly log: unknown;
  readonly count: number;
}

/** Where the topic and the log of the views differ: each position with the field, or without one where it is in one of them. */
export async function compareStaged(client: pg.PoolClient, head: number): Promise<Comparison> {
  const { rows } = await client.query<DifferentField>(
    `select position, coalesce(t.story, l.story) as story, field.name as field, count(*) over ()::integer as count,
       case when field.name = '' then t.doc else t.doc -> field.name end as topic,
       case when field.name = '' then l.doc else l.doc -> field.name end as log
     from (select position, story, to_jsonb(s) - 'visible_at' - 'is_json' as doc from staged s) t
     full join (select position, story, to_jsonb(l) - 'visible_at' - 'is_json' as doc from log l where position <= $1::bigint) l using (position)
     cross join lateral (
       select '' where t.doc is null or l.doc is null
       union all
       select key from jsonb_object_keys(l.doc) as fields (key) where t.doc -> key is distinct from l.doc -> key
         and t.doc is not null) as field (name)
     order by position, field limit 1000`,
    [head],
  );
  const drift = rows.map(({ position, story, field, topic, log }): Drift => {
    const pointer = field === '' ? '' : `/${field}`;
    return { view: 'topic', story, row: String(position), field: pointer, shown: log, built: topic };
  });
  return { drift, count: rows[0]?.count ?? 0 };
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
