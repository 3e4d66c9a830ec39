import { tell } from '../tell.js';
import { openViews } from './filled-views.js';

// All that is there is told again under other names, and stands behind it: whatever names a position moves with it.
const copies = `(select n, n * (select max(position) from log) as by from generate_series(1, $1::integer) n) copies`;
const story = `'copy-' || n || '-' || o.story`;

const statements = [
  `insert into view_row (story, kind, key, known, doc)
    select ${story}, o.kind, o.key, int8range(lower(o.known) + by, upper(o.known) + by),
      case when o.doc ? 'position' then jsonb_set(o.doc, '{position}', to_jsonb(o.position + by)) else o.doc end
    from ${copies} cross join view_row o`,
  `insert into change (position, story, rank, subject, about, mends, doc)
    select o.position + by, ${story}, o.rank, o.subject, o.about + by, o.mends, o.doc from ${copies} cross join change o`,
  `insert into said_by (party, position, story, key)
    select o.party, o.position + by, ${story}, o.key from ${copies} cross join said_by o`,
  `insert into story_head (story, version, changed, status)
    select ${story}, o.version, o.changed + by, o.status from ${copies} cross join story_head o`,
  // The last, because the others count by it.
  `insert into log (position, commit, recorded_at, visible_at, version, schema_version, story, id, type, recorded_by, data)
    select o.position + by, o.commit + by, o.recorded_at + by * interval '1 second', o.visible_at, o.version,
      o.schema_version, ${story}, o.id, o.type, o.recorded_by, o.data
    from ${copies} cross join log o`,
];

/** Makes the views so many times as large, set-based: nothing is folded. */
export async function multiplyViews(url: string, times: number): Promise<void> {
  tell(`  the views are made ${times} times as large; it takes minutes`);
  const views = openViews(url);
  for (const text of statements) await views.query(text, [times - 1]);
  await views.query('vacuum analyze');
  await views.end();
}
