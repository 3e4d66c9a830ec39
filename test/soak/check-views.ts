import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import pg from 'pg';
import type { StoredRow } from './check-ledger.js';
import { naiveFold } from './naive-fold.js';
import type { NaiveRow } from './naive-fold.js';

/** The views hold every event once, and exactly the rows that a naive fold of the ledger gives. */
export async function checkViews(url: string, events: readonly StoredRow[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const log = await client.query<{ position: string; story: string; id: string; data: string }>(
      `select position, story, id, data from newsledger_views.log order by position`,
    );
    strictEqual(log.rowCount, events.length, 'the views lack or double events');
    for (const [at, row] of log.rows.entries()) {
      const { position, story, id, data } = events[at] as StoredRow;
      deepStrictEqual({ ...row, position: Number(row.position) }, { position, story, id, data });
    }
    const changes = await client.query<{ position: string }>(
      `select position from newsledger_views_blue.change order by 1`,
    );
    deepStrictEqual(
      changes.rows.map(({ position }) => Number(position)),
      events.map(({ position }) => position),
      'the changes are not one for each event',
    );
    const rows = await client.query<NaiveRow>(
      `select story, kind, key, lower(known)::integer as since, upper(known)::integer as until, doc
       from newsledger_views_blue.view_row`,
    );
    compareRows(rows.rows, naiveFold(events));
    const heads = await client.query<{ story: string; version: number; changed: string }>(
      `select story, version, changed from newsledger_views_blue.story_head h
       where not exists (select from newsledger_views.log l where l.story = h.story and l.position > h.changed)
       union (
         select distinct on (story) story, version, position from newsledger_views.log
         where position > (select max(position) from newsledger_views.log) - 1000 order by story, position desc)`,
    );
    const wanted = new Map<string, string>();
    for (const { story, version, position } of events) wanted.set(story, `${version} ${position}`);
    const found = heads.rows.map(({ story, version, changed }) => [story, `${version} ${changed}`] as const);
    deepStrictEqual(Object.fromEntries(found), Object.fromEntries(wanted), 'the heads differ');
  } finally {
    await client.end();
  }
}

function compareRows(found: readonly NaiveRow[], wanted: readonly NaiveRow[]): void {
  const nameOf = (row: NaiveRow) => `${row.story} ${row.kind} ${row.key} ${row.since}`;
  const byName = new Map(found.map((row) => [nameOf(row), row]));
  for (const row of wanted) deepStrictEqual(byName.get(nameOf(row)), row, `the row ${nameOf(row)} differs`);
  strictEqual(found.length, wanted.length, 'the views hold rows that nothing gave');
}
