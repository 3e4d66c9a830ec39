import type pg from 'pg';
import { foldBatch, readRows, writeBatch } from '#views';
import { recordedBatches } from '../../libs/views/src/stored-examples.js';
import { storyOfLength } from './story-of-length.js';

export const longStory = 'long';
export const longEvents = 10_000;
export const shortStory = 'short';
export const shortEvents = 200;
/** Stories of one event. */
const tinyStories = 20_000;
const batchSize = 500;

/** What the views hold: `copies` stories beside the long one and the short one that they are copies of. */
export interface Filled {
  readonly copies: number;
  readonly events: number;
  readonly rows: number;
}

/**
 * Fills empty views with about so many rows. One long story and a short one are folded as every story is; the rest are
 * copies of the short one, their events in turn, so that each story is spread over the whole log.
 */
export async function fillViews(pool: pg.Pool, wantedRows: number): Promise<Filled> {
  const sent = [...storyOfLength(longStory, longEvents), ...storyOfLength(shortStory, shortEvents)];
  const batches = Array.from({ length: Math.ceil(sent.length / batchSize) }, (_, at) =>
    sent.slice(at * batchSize, (at + 1) * batchSize),
  );
  for (const batch of recordedBatches(batches)) {
    await writeBatch(pool, 'epoch', await foldBatch(batch, (wanted) => readRows(pool, wanted)));
  }
  const counts = `select count(*) as rows, count(*) filter (where story = $1::text) as short from view_row`;
  const { rows, short } = (await pool.query<{ rows: number; short: number }>(counts, [shortStory])).rows[0] ?? {
    rows: 0,
    short: 1,
  };
  const copies = Math.max(1, Math.ceil((wantedRows - rows - 2 * tinyStories) / short));
  await copyShortStory(pool, copies);
  const total = await pool.query<{ rows: number; events: number }>(
    `select (select count(*) from view_row) as rows, (select count(*) from log) as events`,
  );
  return { copies, events: total.rows[0]?.events ?? 0, rows: total.rows[0]?.rows ?? 0 };
}

// Indexes are made again when all is there: that takes a third of the time of keeping them.
async function copyShortStory(pool: pg.Pool, copies: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`set maintenance_work_mem = '512MB'; set synchronous_commit = off`);
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(
      `select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
       from pg_index i join pg_class c on c.oid = i.indexrelid
       where c.oid in (select indexrelid from pg_index where indrelid in ('view_row'::regclass, 'change'::regclass,
           'said_by'::regclass, 'story_head'::regclass, 'log'::regclass))
         and not exists (select from pg_constraint where conindid = i.indexrelid)`,
    );
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    for (const text of copyStatements(copies)) await client.query(text);
    for (const { definition } of indexes) await client.query(definition);
    await client.query('vacuum (analyze) log, view_row, change, said_by, story_head');
  } finally {
    client.release(true);
  }
}

// Copy 0 is the short story itself. Times follow positions, as they do in the log.
const placed = (position: string) =>
  `(${longEvents + tinyStories + 1} + (${position} - ${longEvents + 1}) * (copies.last + 1) + copies.n)`;
const story = `case copies.n when 0 then '${shortStory}' else '${shortStory}-' || copies.n end`;
const copied = (table: string) => `from short_${table} s cross join copies`;

const copyStatements = (copies: number): readonly string[] => [
  ...['log', 'view_row', 'change', 'said_by'].flatMap((table) => [
    `create temporary table short_${table} as select * from ${table} where story = '${shortStory}'`,
    `delete from ${table} where story = '${shortStory}'`,
  ]),
  `create temporary view copies as select n, ${copies}::bigint as last from generate_series(0, ${copies}::bigint) n`,
  `insert into log (position, commit, recorded_at, visible_at, version, schema_version, story, id, type, recorded_by, data)
    select position - 1 + n, commit - 1 + n, recorded_at + n * interval '1 microsecond', now(), version, schema_version,
      'tiny-' || n, id, type, recorded_by, data
    from short_log cross join generate_series(1, ${tinyStories}) n where position = ${longEvents + 1} order by 1`,
  `insert into view_row (story, kind, key, known, doc)
    select 'tiny-' || n, kind, key, int8range(lower(known) - 1 + n, null), doc
    from short_view_row cross join generate_series(1, ${tinyStories}) n where lower(known) = ${longEvents + 1} order by n`,
  `insert into log (position, commit, recorded_at, visible_at, version, schema_version, story, id, type, recorded_by, data)
    select ${placed('position')}, ${placed('position')},
      timestamptz '2024-10-28T21:05:00Z' + ${placed('position')} * interval '1 microsecond', now(), version,
      schema_version, ${story}, id, type, recorded_by, data
    ${copied('log')} order by 1`,
  `insert into view_row (story, kind, key, known, doc)
    select ${story}, kind, key, int8range(${placed('lower(known)')}, ${placed('upper(known)')}),
      case when doc ? 'position' then jsonb_set(doc, '{position}', to_jsonb(${placed('position')}))
        when kind = 'header' then jsonb_set(doc, '{title}', to_jsonb(doc ->> 'title' || ', story ' || copies.n))
        else doc end
    ${copied('view_row')} order by ${placed('lower(known)')}`,
  `insert into change (position, story, rank, subject, about, mends, doc)
    select ${placed('position')}, ${story}, rank, subject, ${placed('about')}, mends, doc ${copied('change')} order by 1`,
  `insert into said_by (party, position, story, key)
    select party, ${placed('position')}, ${story}, key ${copied('said_by')} order by 2`,
  `insert into story_head (story, version, changed, status)
    select l.story, max(version), max(l.position), min(r.doc ->> 'status')
    from log l join view_row r on r.story = l.story and r.kind = 'header' and upper_inf(r.known)
    group by l.story having max(l.position) <= (select max(position) - 1000 from log)`,
];
