import type pg from 'pg';
import { utcTime } from '#postgres';
import { lastEventOf } from './standpoint.js';

export interface StoryVersion {
  readonly version: number;
  /** When it became known here. */
  readonly recordedAt: string;
}

/** These versions of a story, as far as it has them, and its last one beside them, in order; none where there is no story. */
export async function readVersions(pool: pg.Pool, story: string, wanted: readonly number[]): Promise<StoryVersion[]> {
  const { rows } = await pool.query<StoryVersion>({
    name: 'read_versions',
    text: `select version, ${utcTime('recorded_at')} as "recordedAt"
      from (
        select version, recorded_at from log where story = $1::text and version = any ($2::integer[])
        union
        (select version, recorded_at from log where story = $1::text order by version desc limit 1)) found
      order by version`,
    values: [story, wanted],
  });
  return rows;
}

const lastOfSecond = `(
  select position from log where recorded_at < $2::timestamptz + interval '1 second'
  order by recorded_at desc, position desc limit 1)`;

/**
 * The version of a story that was current at the end of a second, as HTTP tells time: what has the time of a version
 * finds that version again. Before there was a story it is the first.
 */
export async function findVersionAt(pool: pg.Pool, story: string, second: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ version: number | null }>({
    name: 'version_at',
    text: `select coalesce(
        (select l.version from (${lastEventOf('$1::text', lastOfSecond)}) l),
        (select version from log where story = $1::text order by version limit 1)) as version`,
    values: [story, second],
  });
  return rows[0]?.version ?? undefined;
}
