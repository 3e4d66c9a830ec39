import type pg from 'pg';
import { lastEventOf, noBound } from './standpoint.js';
import type { Reflected } from './standpoint.js';

/** How far a story is in the views. */
export interface StoryHead extends Reflected {
  /** Differs whenever the story's view may differ: by its last event, and by when that was folded. */
  readonly name: string;
  /** Of the story's last event. */
  readonly last: number;
}

interface Row {
  readonly story: string;
  readonly head: number;
  readonly epoch: string | null;
  readonly last: number;
  readonly folded: string;
}

const text = `
  select s.story, l.position as last, l.visible_at::text as folded, (select epoch from origin) as epoch,
    (select position from log order by position desc limit 1) as head
  from unnest($1::text[]) s (story) cross join lateral (${lastEventOf('s.story', noBound)}) l`;

/** How far stories are, by their ids; those that are not there are left out. */
export async function readHeads(pool: pg.Pool, stories: readonly string[]): Promise<ReadonlyMap<string, StoryHead>> {
  const { rows } = await pool.query<Row>({ name: 'read_heads', text, values: [stories] });
  return new Map(
    rows.map(({ story, head, epoch, last, folded }) => {
      return [story, { position: head, epoch: epoch ?? undefined, last, name: `${epoch ?? ''} ${last} ${folded}` }];
    }),
  );
}
