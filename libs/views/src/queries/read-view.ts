import type pg from 'pg';
import { utcTime } from '#postgres';
import type { Row } from '../rows.js';
import type { ParkedNote } from '../parked-story.js';
import { parkedNote } from './list-parked.js';
import { lastEventOf } from './standpoint.js';
import type { Reflected } from './standpoint.js';

/** All that is known of a story as of a position, as rows. */
export interface KnownStory {
  /** Of the story's last event. */
  readonly version: number;
  readonly position: number;
  readonly changedAt: string;
  readonly rows: readonly Row[];
}

interface Answer {
  readonly head: number | null;
  readonly epoch: string | null;
  readonly latest: { readonly version: number; readonly position: number; readonly changed_at: string } | null;
  readonly rows: readonly Omit<Row, 'story'>[] | null;
  readonly parked: ParkedNote | null;
}

const text = `
with head as (select (select position from log order by position desc limit 1) as position),
moment as (select coalesce($2::bigint, head.position) as at from head)
select (select position from head) as head, (select epoch from origin) as epoch,
  (select json_build_object('version', l.version, 'position', l.position, 'changed_at',
      ${utcTime('l.recorded_at')})
    from moment cross join lateral (${lastEventOf('$1::text', 'moment.at')}) l) as latest,
  (select json_agg(json_build_object('kind', r.kind, 'key', r.key, 'doc', r.doc) order by r.position, r.kind, r.key)
    from moment join view_row r on r.story = $1::text and r.known @> moment.at) as rows,
  (select ${parkedNote('p')} from moment join parked p
    on p.story = $1::text and p.healed is null and p.position <= moment.at) as parked`;

export interface ViewRead extends Reflected {
  readonly head: number;
  /** Undefined where nothing is shown of the story. */
  readonly view: KnownStory | undefined;
  /** Where the record goes further than the view. */
  readonly parked: ParkedNote | undefined;
}

/** A story's view, which is its set of rows, now or as of a position; undefined where there was no such story. */
export async function readView(pool: pg.Pool, story: string, at?: number): Promise<ViewRead> {
  const { rows: answers } = await pool.query<Answer>({ name: 'read_view', text, values: [story, at ?? null] });
  const { head, epoch, latest, rows, parked } = answers[0] as Answer;
  const reflected = {
    head: head ?? 0,
    position: at ?? head ?? 0,
    epoch: epoch ?? undefined,
    parked: parked ?? undefined,
  };
  if (latest === null || rows === null) return { ...reflected, view: undefined };
  const { version, position, changed_at: changedAt } = latest;
  return { ...reflected, view: { version, position, changedAt, rows: rows.map((row) => ({ story, ...row }) as Row) } };
}
