import type pg from 'pg';
import { readStory } from '#views';

export interface StoryStatement {
  readonly name: string;
  readonly text: string;
}

/** The statement that a story is read with, as it is sent: caught on its way, so that it is the same for all. */
export async function catchStoryStatement(): Promise<StoryStatement> {
  const caught: StoryStatement[] = [];
  const query = (statement: StoryStatement) => {
    caught.push(statement);
    return Promise.resolve({ rows: [{ latest: null, shown: null }] });
  };
  await readStory({ query } as unknown as pg.Pool, 'none');
  const [statement] = caught;
  if (statement === undefined) throw new Error('a story is read without a statement');
  return { name: statement.name, text: statement.text };
}

/** What the statement asks for: as of which position, and which story. */
export const valuesOf = (story: string, at: string | null) => [at, story];
