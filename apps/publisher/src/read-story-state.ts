import type pg from 'pg';
import { RefusalError } from '#errors';
import { readFact } from '#events';
import type { StoredEvent, StoryId } from '#events';
import { findSnapshot, keepSnapshot, readStory } from '#ledger';
import { evolve, readSnapshot, snapshotFormat, unopened, writeSnapshot } from '#story';
import type { StoryState } from '#story';

export interface ReadState {
  readonly state: StoryState;
  /** The version of the snapshot that it was begun from; 0 where there was none. */
  readonly snapshotVersion: number;
}

/**
 * What decisions need to know of a story: a snapshot, where there is one, and the events behind it. Throws a refusal where
 * one of them cannot be read here: what a later release wrote can only be decided on by such a one.
 */
export async function readStoryState(pool: pg.Pool, story: StoryId): Promise<ReadState> {
  const snapshot = await findSnapshot(pool, story, snapshotFormat);
  let state = snapshot === undefined ? unopened : readSnapshot(snapshot);
  const snapshotVersion = state.version;
  // In pages: a long story at once would be its whole text in memory, several times over.
  for (let page = await readStory(pool, story, state.version); page.length > 0;) {
    for (const event of page) {
      state = follow(state, event);
    }
    page = await readStory(pool, story, state.version);
  }
  return { state, snapshotVersion };
}

function follow(state: StoryState, event: StoredEvent): StoryState {
  try {
    const fact = readFact(event);
    if (fact !== undefined) return evolve(state, { ...fact, id: event.id });
  } catch {
    // Its data are not what its type has, so that it is no better known than one of an unknown type.
  }
  const { position, type, schemaVersion, story } = event;
  const detail =
    `Position ${position} of ${story}, a ${type} of schema version ${schemaVersion}, cannot be read by this release. Nothing was ` +
    'written: the story can be published to again by one that reads it.';
  throw new RefusalError({ code: 'story-unreadable', detail, facts: { position } });
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
