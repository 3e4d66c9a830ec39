import pg from 'pg';
import { issued, revised, stated } from '../parts/events.js';
import { publishSurely } from '../parts/publish.js';

/** Whether what was read is what was recorded, or what was put by hand into the generation that was shown at first. */
export type Mark = 'recorded' | 'planted';

const words = { recorded: 'Mark recorded', planted: 'Mark planted' } as const;

/** Views of a marked story that say the mark: its header and its opening, what was stated, and what both changed. */
export const placesOfMark = 5;
/** The version behind which its figures come, two by two. */
export const markedVersion = 2;

/** The marks that a text says, however often. */
export function marksIn(text: string): ReadonlySet<Mark> {
  return new Set((['recorded', 'planted'] as const).filter((mark) => text.includes(words[mark])));
}

type Target = Pick<Parameters<typeof publishSurely>[0], 'url' | 'key'>;

export async function openMarkedStory(target: Target, story: string): Promise<void> {
  const opening = { id: 'open', type: 'StoryOpened', data: { title: words.recorded, language: 'en' } };
  await send(target, story, [opening, stated('mark', words.recorded)]);
}

/** Two figures, all or none, so that an answer with an odd number of them is of no moment. */
export const growMarkedStory = (target: Target, story: string, turn: number): Promise<void> =>
  send(target, story, [issued(`f${turn}`), revised(`r${turn}`, `f${turn}`)]);

async function send(target: Target, story: string, events: readonly object[]): Promise<void> {
  const { status } = await publishSurely({ ...target, story, events });
  if (status !== 201) throw new Error(`publishing to ${story} was answered ${status}`);
}

/** Changes the marks in the generation that is shown, as somebody with the database's password could. */
export async function plantMarks(url: string, stories: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin; set local search_path to newsledger_views_blue');
    for (const table of ['view_row', 'change']) {
      await client.query(
        `update ${table} set doc = replace(doc::text, $2::text, $3::text)::jsonb
         where story = any($1::text[]) and position(($2::text) in doc::text) > 0`,
        [stories, words.recorded, words.planted],
      );
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

interface ToldDrift {
  readonly view: string;
  readonly story: string;
  readonly field: string;
  readonly shown: unknown;
  readonly built: unknown;
}

/** What is wrong with the drift that was told: it must be the marks that were planted, all of them, and nothing else. */
export function judgeDrift(stories: readonly string[], count: number, drift: readonly ToldDrift[]): string | undefined {
  const wanted = stories.length * placesOfMark;
  const other = drift.find(
    ({ story, shown, built }) => !stories.includes(story) || shown !== words.planted || built !== words.recorded,
  );
  if (other !== undefined) return `it tells of a drift that nobody planted: ${JSON.stringify(other)}`;
  return count === wanted && drift.length === wanted
    ? undefined
    : `it tells of ${count} rows and ${drift.length} fields that differ; ${wanted} were planted`;
}
