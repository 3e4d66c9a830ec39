import type pg from 'pg';

/** The head of one story, if it rests as of a position: what the projector wrote told of before, or nothing. */
export async function settleHead(client: pg.PoolClient, story: string, at: number): Promise<void> {
  await client.query(
    `insert into story_head (story, version, changed, status)
     select l.story, l.version, l.position, r.doc ->> 'status'
     from (select * from log where story = $1::text order by position desc limit 1) l
     join view_row r on r.story = l.story and r.kind = 'header' and r.key = '*' and upper_inf(r.known)
     where l.position <= $2::bigint - 1000
     on conflict (story) do update set version = excluded.version, changed = excluded.changed, status = excluded.status`,
    [story, at],
  );
}
