import type pg from 'pg';
import type { StoryId } from '#events';

/** The latest snapshot of a story in a format, as text; undefined where there is none. */
export async function findSnapshot(pool: pg.Pool, story: StoryId, format: number): Promise<string | undefined> {
  const { rows } = await pool.query<{ state: string }>({
    name: 'find_snapshot',
    text: `select state from snapshot where story = $1::text and format = $2::smallint`,
    values: [story, format],
  });
  return rows[0]?.state;
}

export interface NewSnapshot {
  readonly version: number;
  readonly format: number;
  readonly state: string;
}

/** Keeps a snapshot, unless a later one of its format is there. */
export async function keepSnapshot(
  pool: pg.Pool,
  story: StoryId,
  { version, format, state }: NewSnapshot,
): Promise<void> {
  await pool.query({
    name: 'keep_snapshot',
    text: `insert into snapshot (story, version, format, state)
      values ($1::text, $2::integer, $3::smallint, $4::text)
      on conflict (story) do update set version = excluded.version, format = excluded.format, state = excluded.state
      where snapshot.version < excluded.version or snapshot.format <> excluded.format`,
    values: [story, version, format, state],
  });
}
