import type pg from 'pg';
import { utcTime } from '#postgres';
import { parkedNote } from './list-parked.js';
import { saidByThen } from './said-by-then.js';
import { andStands, headerOf, isSaidBy, lastEventOf, standing, withStatements } from './standpoint.js';
import type { Reflected, Standpoint } from './standpoint.js';
import type { StoryVersion } from './read-versions.js';
import { counted, documentOf } from './story-document.js';
import type { StoryAnswer, StoryDocument } from './story-document.js';

/** How many rows of a kind a story's document shows. */
const mostShown = 50;
const mostLines = 20;

const countedKinds = Object.values(counted).map((kind) => `'${kind}'`);
const kinds = countedKinds.filter((kind) => kind !== `'estimate'`);

const columns = 'r.story, r.kind, r.key, r.doc, r.position';
const ofKind = (kind: string) =>
  `r.story = $2::text and r.kind = ${kind} and r.position <= moment.at and r.known @> moment.at`;
const latest = (limit: number) => `order by r.position desc limit ${limit}`;

// The latest of each kind, save that figures which nothing has replaced come before others: one of them may be old.
const select = `
  select story, kind, key, doc, row_number() over () as number from (
    select ${columns} from moment cross join lateral (${headerOf('$2::text')}) r
    union all (
      select ${columns} from moment cross join lateral (
        (select r.* from view_row r where ${ofKind(`'estimate'`)}
          and r.doc ->> 'status' in ('current', 'withdrawn') and ${isSaidBy('$3')} ${latest(mostShown)})
        union
        (select r.* from view_row r where ${ofKind(`'estimate'`)} and ${isSaidBy('$3')} ${latest(mostShown)})
      ) r order by r.doc ->> 'status' in ('current', 'withdrawn') desc, r.position desc limit ${mostShown})
    union all
    select ${columns} from moment cross join unnest(array[${kinds.join(', ')}]) as kinds (kind)
      cross join lateral (select r.* from view_row r where ${ofKind('kinds.kind')} and ${isSaidBy('$3')}
        ${latest(mostShown)}) r
  ) rows`;

const countsOf = (which: string): string => `
counted as (
  select r.kind, count(*)::integer as total from moment join view_row r
    on r.story = $2::text and r.position <= moment.at and ${which}
  group by r.kind
)`;

const timeline = `
timed as (
  select r.key as id, r.kind, number from moment cross join lateral (
    select r.key, r.kind, row_number() over () as number from (
      select r.key, r.kind from view_row r
      where r.story = $2::text and r.doc ? 'order' and r.kind <> 'source' and r.position <= moment.at
        and r.known @> moment.at and (r.doc -> 'order' ->> 'key') collate "C" < '~' and ${isSaidBy('$3')}
      order by (r.doc -> 'order' ->> 'key') collate "C" desc, r.position desc limit ${mostLines}) r) r
)`;

const beside = `
last_event as (
  select l.* from moment cross join lateral (${lastEventOf('$2::text', 'moment.at')}) l
), beside as (
  select l.version, l.recorded_at from last_event e join log l
    on l.story = $2::text and l.version = any (array[1, e.version - 1, e.version + 1])
  union
  (select version, recorded_at from log where story = $2::text order by version desc limit 1)
)`;

const textWith = (counts: string): string =>
  andStands(withStatements(select, `,${counts},${timeline},${standing},${beside}`)).concat(`,
  (select json_build_object('version', version, 'position', position, 'changed_at', ${utcTime('recorded_at')}) from last_event)
    as latest,
  (select json_agg(json_build_object('version', version, 'recordedAt', ${utcTime('recorded_at')}) order by version) from beside)
    as beside,
  (select ${parkedNote('p')}
   from moment join parked p on p.story = $2::text and p.healed is null and p.position <= moment.at) as parked,
  (select json_agg(counted) from counted) as counts,
  (select json_agg(json_build_object('id', id, 'kind', kind) order by number) from timed) as timeline`);

// Most read a story whole: facts are counted by the first row of each, in the index alone, and no condition that is
// always true is in the way. Whether a fact had been said by an instant is told by its row of the moment.
const statements = {
  whole: {
    name: 'read_story',
    text: textWith(countsOf('lower(r.known) = r.position')).replaceAll(` and ${isSaidBy('$3')}`, ''),
  },
  saidBy: {
    name: 'read_story_said_by',
    text: textWith(
      countsOf(`r.kind = any(array[${countedKinds.join(', ')}]) and r.known @> moment.at and ${isSaidBy('$3')}`),
    ),
  },
};

export interface StoryRead extends Reflected {
  /** Of the views when they were read. */
  readonly head: number;
  /** The first, the previous, the next and the last version of the story, as far as they are others. */
  readonly beside: readonly StoryVersion[];
  /** Undefined where there was no such story. */
  readonly document: StoryDocument | undefined;
}

/** A story now, or as it was known at a position, or as far as it had been said by an instant. */
export async function readStory(pool: pg.Pool, story: string, { at, until }: Standpoint = {}): Promise<StoryRead> {
  const { rows } = await pool.query<StoryAnswer>({
    ...(until === undefined ? statements.whole : statements.saidBy),
    values: [at ?? null, story, ...(until === undefined ? [] : [until])],
  });
  const answer = rows[0] as StoryAnswer;
  const head = answer.head ?? 0;
  const seen =
    until === undefined
      ? answer
      : { ...answer, shown: await saidByThen(pool, story, answer.shown ?? [], { at: at ?? head, until }) };
  return {
    head,
    position: at ?? head,
    epoch: answer.epoch ?? undefined,
    beside: answer.beside ?? [],
    document: documentOf(story, seen),
  };
}
