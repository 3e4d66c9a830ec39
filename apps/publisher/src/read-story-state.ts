import type pg from 'pg';
import { readFact } from '#events';
import type { StoryId } from '#events';
import { readStory } from '#ledger';
import { evolve, unopened } from '#story';
import type { StoryState } from '#story';

/** What decisions need to know of a story, evolved from the ledger. */
export async function readStoryState(pool: pg.Pool, story: StoryId): Promise<StoryState> {
  let state = unopened;
  // In pages: a long story at once would be its whole text in memory, several times over.
  for (let page = await readStory(pool, story, 0); page.length > 0;) {
    for (const event of page) {
      const fact = readFact(event);
      if (fact === undefined) {
        throw new Error(`the event at position ${event.position} has a type or schema version that is unknown here`);
      }
      state = evolve(state, { ...fact, id: event.id });
    }
    page = await readStory(pool, story, state.version);
  }
  return state;
}
