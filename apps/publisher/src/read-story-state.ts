import type pg from 'pg';
import { readFact } from '#events';
import type { StoryId } from '#events';
import { findSnapshot, keepSnapshot, readStory } from '#ledger';
import { evolve, readSnapshot, snapshotFormat, unopened, writeSnapshot } from '#story';
import type { StoryState } from '#story';

export interface ReadState {
  readonly state: StoryState;
  /** The version of the snapshot that it was begun from; 0 where there was none. */
  readonly snapshotVersion: number;
}

/** What decisions need to know of a story: a snapshot, where there is one, and the events behind it. */
export async function readStoryState(pool: pg.Pool, story: StoryId): Promise<ReadState> {
  const snapshot = await findSnapshot(pool, story, snapshotFormat);
  let state = snapshot === undefined ? unopened : readSnapshot(snapshot);
  const snapshotVersion = state.version;
  // In pages: a long story at once would be its whole text in memory, several times over.
  for (let page = await readStory(pool, story, state.version); page.length > 0;) {
    for (const event of page) {
      const fact = readFact(event);
      if (fact === undefined) {
        throw new Error(`the event at position ${event.position} has a type or schema version that is unknown here`);
      }
      state = evolve(state, { ...fact, id: event.id });
    }
    page = await readStory(pool, story, state.version);
  }
  return { state, snapshotVersion };
}

const leastBehind = 200;
const shareBehind = 0.05;

/** Whether so much happened since the last snapshot that another is worth its bytes: they grow with the story. */
export function isSnapshotDue({ version }: StoryState, snapshotVersion: number): boolean {
  return version - snapshotVersion >= Math.max(leastBehind, version * shareBehind);
}

export function takeSnapshot(pool: pg.Pool, story: StoryId, state: StoryState): Promise<void> {
  const { version } = state;
  return keepSnapshot(pool, story, { version, format: snapshotFormat, state: writeSnapshot(state) });
}
