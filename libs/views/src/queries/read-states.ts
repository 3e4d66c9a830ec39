import type pg from 'pg';
import { lastEventOf, noBound } from './standpoint.js';
import type { Reflected } from './standpoint.js';

/** A story as of a position, or now. */
export interface StateAsked {
  readonly story: string;
  readonly at: number | undefined;
}

/** Which state of a story is shown. `position` is that of the views' head. */
export interface StoryState extends Reflected {
  /** Differs whenever the answer may differ: by the state's last event, by the story's, and by when they were folded, and by where the story is parked. */
  readonly name: string;
  /** The position of the state's last event. */
  readonly last: number;
}

interface Row {
  readonly number: number;
  readonly head: number;
  readonly epoch: string | null;
  readonly last: number;
  readonly name: string;
}

const text = `
  select a.number::integer, l.position as last, (select epoch from origin) as epoch,
    (select position from log order by position desc limit 1) as head,
    concat_ws(' ', l.position, l.visible_at, n.position, n.visible_at,
      (select string_agg(concat_ws(' ', p.position, p.healed), ' ' order by p.position) from parked p where p.story = a.story)
    ) as name
  from unnest($1::text[], $2::bigint[]) with ordinality a (story, at, number)
  cross join lateral (${lastEventOf('a.story', `coalesce(a.at, ${noBound})`)}) l
  cross join lateral (${lastEventOf('a.story', noBound)}) n`;

/** Which states are shown, in the order they were asked for; undefined where there was no such story. */
export async function readStates(
  pool: pg.Pool,
  asked: readonly StateAsked[],
): Promise<readonly (StoryState | undefined)[]> {
  const values = [asked.map(({ story }) => story), asked.map(({ at }) => at ?? null)];
  const { rows } = await pool.query<Row>({ name: 'read_states', text, values });
  const states = new Map(
    rows.map(({ number, head, epoch, last, name }) => {
      return [number, { position: head, epoch: epoch ?? undefined, last, name: `${epoch ?? ''} ${name}` }];
    }),
  );
  return asked.map((_, at) => states.get(at + 1));
}
