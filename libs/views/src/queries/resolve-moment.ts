import type pg from 'pg';

/** A moment as a reader names it. `at` is RFC 3339 UTC. */
export type Moment =
  | { readonly by: 'position'; readonly position: number }
  | { readonly by: 'version'; readonly version: number }
  | { readonly by: 'time'; readonly at: string };

/** `settled` tells whether the answer for this moment can never change any more. */
export interface ResolvedMoment {
  readonly position: number;
  readonly settled: boolean;
}

const time = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d))?$/;

/** Reads `120`, `version:3` or a time; undefined where the text is none of them. */
export function readMoment(text: string): Moment | undefined {
  if (/^\d{1,15}$/.test(text)) return { by: 'position', position: Number(text) };
  const version = /^version:(\d{1,9})$/.exec(text)?.[1];
  if (version !== undefined) return { by: 'version', version: Number(version) };
  if (!time.test(text)) return undefined;
  const [day = ''] = text.split('T');
  const midnight = new Date(`${day}T00:00:00Z`);
  // JavaScript rolls over days that no month has, and Postgres refuses them, and the year 0.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day) || day.startsWith('0000'))
    return undefined;
  const whole = text.includes('T') ? text : `${text}T00:00:00Z`;
  return Number.isNaN(Date.parse(whole)) ? undefined : { by: 'time', at: whole };
}

/** A time means the last position recorded at or before it; a version that the story does not have is undefined. */
export async function resolveMoment(pool: pg.Pool, story: string, moment: Moment): Promise<ResolvedMoment | undefined> {
  switch (moment.by) {
    case 'position':
      return { position: moment.position, settled: true };
    case 'version': {
      if (moment.version === 0) return { position: 0, settled: true };
      const { rows } = await pool.query<{ position: number }>({
        name: 'position_of_version',
        text: `select position from log where story = $1::text and version = $2::integer`,
        values: [story, moment.version],
      });
      return rows[0] === undefined ? undefined : { position: rows[0].position, settled: true };
    }
    case 'time': {
      const { rows } = await pool.query<{ position: number; settled: boolean }>({
        name: 'position_of_time',
        text: `select
            coalesce((select position from log where recorded_at <= $1::timestamptz
                      order by recorded_at desc, position desc limit 1), 0) as position,
            coalesce((select recorded_at >= $1::timestamptz from log order by position desc limit 1), false) as settled`,
        values: [moment.at],
      });
      return { position: rows[0]?.position ?? 0, settled: rows[0]?.settled ?? false };
    }
  }
}
