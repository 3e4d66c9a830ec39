import type pg from 'pg';
import { inTransaction, quoteIdentifier } from '#postgres';
import { holdGenerations } from './read-generations.js';
import type { Generation } from './read-generations.js';
import { foldedViews, otherSlot, slotSchema } from './slot.js';
import type { FoldedView } from './slot.js';

/** The tables of each view. */
const tables: Readonly<Record<FoldedView, readonly string[]>> = {
  rows: ['view_row', 'parked'],
  changes: ['change'],
  voices: ['said_by'],
};

/** What is taken of each view from another slot, as it stood at the position `$1`. */
const statements: Readonly<Record<FoldedView, (from: string) => readonly string[]>> = {
  rows: (from) => [
    `insert into view_row (story, kind, key, known, doc)
     select story, kind, key,
       case when upper(known) > $1::bigint then int8range(lower(known), null) else known end, doc
     from ${from}.view_row where lower(known) <= $1::bigint`,
    `insert into parked (story, position, event, reason, detail)
     select story, position, event, reason, detail from ${from}.parked
     where position <= $1::bigint and coalesce(healed, $1::bigint + 1) > $1::bigint`,
  ],
  changes: (from) => [
    `insert into change (position, story, rank, subject, about, mends, voices, doc)
     select position, story, rank, subject, about, mends, voices, doc from ${from}.change where position <= $1::bigint`,
  ],
  voices: (from) => [
    `insert into said_by (party, position, story, key)
     select party, position, story, key from ${from}.said_by where position <= $1::bigint`,
  ],
};

/** Fills what is not folded anew from the generation that is shown: all or nothing of each, so that it can be tried again. */
export async function takeOver(pool: pg.Pool, { slot, folded, filledTo }: Generation): Promise<void> {
  const { rows } = await pool.query<{ schema: string }>(`select current_schema() as schema`);
  const from = quoteIdentifier(slotSchema(rows[0]?.schema ?? '', otherSlot(slot)));
  const views = foldedViews.filter((view) => !folded.includes(view));
  if (views.length === 0) return;
  await inTransaction(pool, async (client) => {
    await holdGenerations(client);
    for (const view of views) {
      // It may have been taken before, and the indexes not made.
      for (const table of tables[view]) await client.query(`delete from ${table}`);
      for (const text of statements[view](from)) await client.query(text, [filledTo]);
    }
  });
}
