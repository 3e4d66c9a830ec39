import type pg from 'pg';
import { utcTime } from '#postgres';
import type { ParkedStory } from '../parked-story.js';
import type { Reflected } from './standpoint.js';

export interface ListedParked extends ParkedStory {
  /** When the event that cannot be folded arrived here; RFC 3339. */
  readonly since: string;
}

/** What a read of a story says of its parking, as JSON. */
export const parkedNote = (of: string): string =>
  `json_build_object('position', ${of}.position, 'event', ${of}.event, 'reason', ${of}.reason, 'detail', ${of}.detail)`;

interface Answer {
  readonly position: number | null;
  readonly epoch: string | null;
  readonly parked: readonly ListedParked[] | null;
}

/** The stories that are parked, in the order of the positions from which they are; behind one, and so many at most. */
export async function listParked(
  pool: pg.Pool,
  { after = 0, limit }: { readonly after?: number; readonly limit?: number } = {},
): Promise<Reflected & { readonly parked: readonly ListedParked[] }> {
  const { rows } = await pool.query<Answer>({
    name: 'list_parked',
    text: `select (select position from log order by position desc limit 1) as position, (select epoch from origin) as epoch,
      (select json_agg(json_build_object('story', p.story, 'position', p.position, 'event', p.event, 'reason', p.reason,
         'detail', p.detail, 'since', ${utcTime('l.visible_at')}) order by p.position)
       from (select * from parked where healed is null and position > $1::bigint order by position limit $2::integer) p
       join log l on l.position = p.event) as parked`,
    values: [after, limit ?? null],
  });
  const { position = null, epoch = null, parked = null } = rows[0] ?? {};
  return { position: position ?? 0, epoch: epoch ?? undefined, parked: parked ?? [] };
}
