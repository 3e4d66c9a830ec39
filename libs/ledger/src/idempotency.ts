import type pg from 'pg';
import type { StoredEvent, StoryId } from '#events';
import type { Idempotency } from './append-batch.js';
import { readSpan } from './read-events.js';

/** What is kept under an idempotency key: the events of the first publish, or that it had other content. */
export type KeptPublish = { readonly same: true; readonly events: readonly StoredEvent[] } | { readonly same: false };

/** Looks an idempotency key of a holder up; undefined where nothing was published under it. */
export async function findKeptPublish(
  pool: pg.Pool,
  recordedBy: string,
  story: StoryId,
  { key, fingerprint }: Idempotency,
): Promise<KeptPublish | undefined> {
  const { rows } = await pool.query<{ commit: number; events: number; fingerprint: Buffer }>({
    name: 'find_kept_publish',
    text: `select commit, events, fingerprint from idempotency
      where recorded_by = $1::text and story = $2::text and key = $3::text`,
    values: [recordedBy, story, key],
  });
  const [kept] = rows;
  if (kept === undefined) return undefined;
  if (!kept.fingerprint.equals(fingerprint)) return { same: false };
  return { same: true, events: await readSpan(pool, kept.commit - kept.events, kept.commit) };
}

const keptHours = 7 * 24;

/** Forgets keys that are older than a week; a retry comes within minutes. */
export async function pruneKeptPublishes(pool: pg.Pool): Promise<void> {
  await pool.query({
    name: 'prune_kept_publishes',
    text: `delete from idempotency where kept_at < clock_timestamp() - make_interval(hours => $1::integer)`,
    values: [keptHours],
  });
}
