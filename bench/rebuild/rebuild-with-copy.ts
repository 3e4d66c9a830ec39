import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

// Without the columns that PostgreSQL generates: whoever writes rows has no others.
const tables = {
  view_row: 'story, kind, key, known, doc',
  change: 'position, story, rank, subject, about, mends, voices, doc',
  said_by: 'party, position, story, key',
  story_head: 'story, version, changed, status',
} as const;

const all = Object.entries(tables).map(([table, columns]) => ({ table, of: `${table} (${columns})` }));

/** Writes the rows of the slot that the client stands in into files of a folder. */
export async function exportRows(client: pg.Client, folder: string): Promise<void> {
  for (const { table, of } of all)
    await pipeline(client.query(copyTo(`copy ${of} to stdout`)), createWriteStream(join(folder, table)));
}

/** The same rows by COPY into an empty slot, then its indexes, then what the planner must know. Answers seconds. */
export async function rebuildWithCopy(client: pg.Client, folder: string): Promise<number> {
  const began = performance.now();
  for (const { table, of } of all)
    await pipeline(createReadStream(join(folder, table)), client.query(copyFrom(`copy ${of} from stdin`)));
  const { rows } = await client.query<{ number: number }>('select number from index_definition order by number');
  for (const { number } of rows) await client.query('select make_index($1::integer)', [number]);
  await client.query('select analyze_slot()');
  return (performance.now() - began) / 1_000;
}
