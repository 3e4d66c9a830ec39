import type pg from 'pg';
import { binaryArray, numberArray } from '#postgres';
import type { FoldedBatch } from './fold/fold-batch.js';
import { isMending } from './changes.js';
import { voicesOf } from './voices.js';

const statement = {
  name: 'write_batch',
  text: `select write_batch($1::text,
    $2::bigint[], $3::bigint[], $4::integer[], $5::integer[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
    $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
    $16::text[], $17::text[], $18::text[], $19::bigint[],
    $20::text[], $21::text[], $22::text[], $23::bigint[], $24::bigint[], $25::text[],
    $26::bigint[], $27::text[], $28::smallint[], $29::text[], $30::bigint[], $31::boolean[], $32::text[], $33::text[],
    $34::text[], $35::bigint[], $36::text[], $37::text[])`,
};

/** Commits a folded batch: log, rows, changes and heads together, or nothing. */
export async function writeBatch(pool: pg.Pool, epoch: string, { events, rows, changes }: FoldedBatch): Promise<void> {
  const texts = <T>(of: readonly T[], pick: (one: T) => string | undefined) => binaryArray('text', of.map(pick));
  const numbers = <T>(of: readonly T[], pick: (one: T) => number) => numberArray(of.map(pick));
  const voices = rows.begun.flatMap(({ row }) => voicesOf(row));
  await pool.query({
    ...statement,
    values: [
      epoch,
      numbers(events, (event) => event.position),
      numbers(events, (event) => event.commit),
      numbers(events, (event) => event.version),
      numbers(events, (event) => event.schemaVersion),
      texts(events, (event) => event.recordedAt),
      texts(events, (event) => event.story),
      texts(events, (event) => event.id),
      texts(events, (event) => event.type),
      texts(events, (event) => event.recordedBy),
      texts(events, (event) => event.publishedAt),
      texts(events, (event) => event.correlationId),
      texts(events, (event) => event.causationId),
      texts(events, (event) => event.actor),
      texts(events, (event) => event.data),
      texts(rows.ended, (row) => row.story),
      texts(rows.ended, (row) => row.kind),
      texts(rows.ended, (row) => row.key),
      numbers(rows.ended, (row) => row.at),
      texts(rows.begun, ({ row }) => row.story),
      texts(rows.begun, ({ row }) => row.kind),
      texts(rows.begun, ({ row }) => row.key),
      numbers(rows.begun, ({ at }) => at),
      `{${rows.begun.map(({ until }) => until ?? 'null').join(',')}}`,
      texts(rows.begun, ({ row }) => JSON.stringify(row.doc)),
      numbers(events, (event) => event.position),
      texts(events, (event) => event.story),
      numbers(changes, ({ rank }) => rank),
      texts(changes, ({ subject }) => subject),
      numbers(changes, ({ about }) => about),
      `{${changes.map(({ change }) => isMending(change)).join(',')}}`,
      // Slugs, which need no quotes.
      texts(changes, ({ voices }) => `{${voices.join(',')}}`),
      texts(changes, ({ change }) => JSON.stringify(change)),
      texts(voices, ({ party }) => party),
      numbers(voices, ({ position }) => position),
      texts(voices, ({ story }) => story),
      texts(voices, ({ key }) => key),
    ],
  });
}

export interface ViewsPlace {
  readonly position: number;
  /** Of the history that was folded; undefined before the first event. */
  readonly epoch: string | undefined;
}

/** How far the views are. */
export async function readPlace(pool: pg.Pool): Promise<ViewsPlace> {
  const { rows } = await pool.query<{ position: number; epoch: string | null }>({
    name: 'read_place',
    text: `select coalesce((select position from log order by position desc limit 1), 0) as position,
      (select epoch from origin) as epoch`,
  });
  return { position: rows[0]?.position ?? 0, epoch: rows[0]?.epoch ?? undefined };
}
